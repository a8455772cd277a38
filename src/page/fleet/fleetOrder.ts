import type { FleetLine } from './fleetLine.js';

/** What running jobs can be sorted by. */
export type FleetColumn = 'name' | 'progress' | 'left' | 'failed';

/** The column that the jobs are sorted by, and which way; undefined: the newest first. */
export type FleetOrder =
  | { readonly column: FleetColumn; readonly direction: 'ascending' | 'descending' }
  | undefined;

/** Where a first click shows the most. */
const MOST_FIRST: ReadonlySet<FleetColumn> = new Set(['progress', 'failed']);

/** What a click on a column's head makes of the order: one way, the other way, and the newest first again. */
export function orderedBy(column: FleetColumn, before: FleetOrder): FleetOrder {
  const first = MOST_FIRST.has(column) ? 'descending' : 'ascending';
  if (before?.column !== column) return { column, direction: first };
  if (before.direction !== first) return undefined;
  return { column, direction: first === 'ascending' ? 'descending' : 'ascending' };
}

const VALUES: Readonly<Record<Exclude<FleetColumn, 'name'>, (line: FleetLine) => number | undefined>> = {
  progress: ({ shares }) => shares && shares.completed + shares.failed,
  left: ({ leftMs }) => leftMs,
  failed: ({ failed }) => failed,
};

/** The running jobs in order; those without a value are last in both directions, equal ones are the newest first. */
export function sortRunning(lines: readonly FleetLine[], order: FleetOrder): readonly FleetLine[] {
  const newest = lines.toSorted((a, b) => b.createdAt - a.createdAt || compareNames(a, b));
  if (order === undefined) return newest;
  const sign = order.direction === 'ascending' ? 1 : -1;
  if (order.column === 'name') return newest.sort((a, b) => sign * compareNames(a, b));
  const value = VALUES[order.column];
  return newest.sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined);
    return sign * (x - y);
  });
}

/** The jobs that have ended, the latest end first. */
export const sortEnded = (lines: readonly FleetLine[]): readonly FleetLine[] =>
  lines.toSorted((a, b) => b.endedAt - a.endedAt || compareNames(a, b));

/** Whether the name of a job has all words of a text. */
export function isFound({ key }: FleetLine, text: string): boolean {
  const name = key.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every(part => name.includes(part));
}

const NAMES = new Intl.Collator('en', { numeric: true });
const compareNames = (a: FleetLine, b: FleetLine): number => NAMES.compare(a.key, b.key);
