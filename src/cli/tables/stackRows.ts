import stringWidth from 'string-width';
import { wrapWords } from '../../words/wrapWords.js';
import type { TableColumn, TableRow } from './fitTable.js';

const INDENT = '  ';
/** Keeps a heading and its figure on one line. */
const UNBROKEN = '\u00a0';

/**
 * Rows one below the other, for a terminal that is too narrow for columns: the name of each, then its other cells with
 * their headings, between commas. Nothing is left out but empty cells.
 */
export function stackRows(columns: readonly TableColumn[], rows: readonly TableRow[], width: number): string {
  return rows
    .flatMap(({ before, cells, after = '' }) => {
      const [name = '', ...others] = before === undefined ? cells : [before, ...cells];
      const heads = columns.slice(before === undefined ? 1 : 0).map(({ head }) => head);
      return [
        ...wrapWords(name, width, INDENT, stringWidth),
        ...wrap(partsOf(heads, others, width - INDENT.length - 1).join(', '), width),
        ...(after === '' ? [] : wrap(after, width)),
      ];
    })
    .join('\n');
}

/** Cells behind their headings, unbroken where they fit; one without a heading belongs to the cell before it. */
function partsOf(heads: readonly string[], cells: readonly string[], width: number): readonly string[] {
  const parts: string[] = [];
  cells.forEach((cell, i) => {
    const head = (heads[i] ?? '').replace(/-\n/, '').replaceAll('\n', ' ');
    if (cell === '') return;
    if (head === '' && parts.length > 0) parts.push(`${parts.pop() ?? ''} ${cell}`);
    else parts.push(head === '' ? cell : `${head} ${cell}`);
  });
  return parts.map(part => (stringWidth(part) <= width ? part.replaceAll(' ', UNBROKEN) : part));
}

const wrap = (text: string, width: number): readonly string[] =>
  wrapWords(`${INDENT}${text}`, width, INDENT, stringWidth).map(line => line.replaceAll(UNBROKEN, ' '));
