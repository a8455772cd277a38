import type { Row } from './rows.js';

/** What the table can be sorted by. */
export type Column =
  | 'rank'
  | 'place'
  | 'letter'
  | 'costPerMonth'
  | 'costPerMillion'
  | 'costPerHour'
  | 'latencyMs'
  | 'invocations'
  | 'cpuPercent'
  | 'memoryPercent'
  | 'ttftMs'
  | 'tokensPerSecond'
  | 'interTokenMs'
  | 'requestMs'
  | 'requestsPerSecond'
  | 'inFlight'
  | 'framework'
  | 'words';

/** The column that the table is sorted by, and which way. */
export interface Sorting {
  readonly column: Column;
  readonly direction: 'ascending' | 'descending';
}

/** The best first. */
export const BY_RANK: Sorting = { column: 'rank', direction: 'ascending' };

/** Where more is better, a first click shows the most. */
const MOST_FIRST: ReadonlySet<Column> = new Set(['invocations', 'tokensPerSecond', 'requestsPerSecond']);

/** What a click on a column's head makes of the sorting. */
export function sortedBy(column: Column, before: Sorting): Sorting {
  const first = MOST_FIRST.has(column) ? 'descending' : 'ascending';
  const other = first === 'ascending' ? 'descending' : 'ascending';
  return { column, direction: before.column === column && before.direction === first ? other : first };
}

/** The rows in order. Missing values are last in both directions; equal rows keep their order. */
export function sortRows(rows: readonly Row[], { column, direction }: Sorting): readonly Row[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return rows.toSorted((a, b) => {
    const [x, y] = [a[column], b[column]];
    if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined);
    if (typeof x === 'number' && typeof y === 'number') return sign * (x - y);
    return sign * String(x).localeCompare(String(y), 'en', { numeric: true });
  });
}
