import { oneLine } from '../../words/oneLine.js';
import { jsonDocument } from '../output/jsonSink.js';
import { jsonLine } from '../output/ndjsonSink.js';
import type { Output } from '../output/output.js';
import type { Terminal } from '../process/terminal.js';
import { fitTable } from './fitTable.js';

/** The answer to a query as rows, with names of columns where it has some. */
interface Grid {
  readonly head?: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** The answer to a query in one of the formats. */
export function resultText(
  result: unknown,
  { format, terminal, csvLine }: Pick<Output, 'format' | 'terminal' | 'csvLine'>,
): string {
  switch (format) {
    case 'json':
      return jsonDocument(result);
    case 'ndjson':
      return (Array.isArray(result) ? result : [result]).map(jsonLine).join('');
    case 'csv': {
      const { head, rows } = gridOf(result);
      return (head === undefined ? '' : csvLine(head)) + rows.map(csvLine).join('');
    }
    case 'table':
      return tableOf(gridOf(result), terminal) ?? jsonDocument(result);
  }
}

/** A list of objects has a column for each of their keys, a list of lists one for each place. */
function gridOf(result: unknown): Grid {
  const list: readonly unknown[] = Array.isArray(result) ? result : [result];
  if (list.length > 0 && list.every(isObject)) {
    const head = [...new Set(list.flatMap(item => Object.keys(item)))];
    return { head, rows: list.map(item => head.map(name => item[name])) };
  }
  return { rows: list.map(item => (Array.isArray(item) ? (item as unknown[]) : [item])) };
}

/** Least width of a column, in columns of the terminal. */
const LEAST_WIDTH = 8;

function tableOf({ head, rows }: Grid, terminal: Terminal): string | undefined {
  const width = Math.max(0, ...rows.map(row => row.length));
  if (width === 0) return 'No results.\n';
  const columns = Array.from({ length: width }, (_, i) => ({
    head: oneLine(head?.[i] ?? ''),
    least: LEAST_WIDTH,
    align: rows.every(row => row[i] === null || row[i] === undefined || typeof row[i] === 'number')
      ? ('right' as const)
      : ('left' as const),
  }));
  const cells = rows.map(row => ({ cells: columns.map((_, i) => cellOf(row[i])) }));
  const table = fitTable(columns, cells, terminal.columns);
  if (table === undefined) return undefined;
  // Without names there is nothing to be ruled off.
  return `${head === undefined ? table.split('\n').slice(2).join('\n') : table}\n`;
}

function cellOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return oneLine(typeof value === 'object' ? JSON.stringify(value) : `${value as string | number}`);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
