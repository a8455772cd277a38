import { configurationKey } from '../../core/keys.js';
import type { Step } from '../../core/step.js';
import type { StepList } from './listAllSteps.js';
import { endpointOf } from './matchSteps.js';

/** For how long lists of steps have had the same rows on the same pages in the same order. */
export interface Stillness {
  /** The rows of each page, whatever the statuses. */
  readonly pages: readonly (readonly string[])[];
  /** Number of rows that couldn't be decoded, and aren't among these. */
  readonly invalid: number;
  /** Moment of the first of these lists, in monotonic milliseconds. */
  readonly since: number;
  /** Number of these lists. */
  readonly lists: number;
}

/**
 * Counts a list that was read at `now`. A row that can't be decoded is no sign of a list that moves: it is taken
 * for the one that the other lists have in its place.
 */
export function stillnessAfter(
  before: Stillness | undefined,
  { pages, invalid }: StepList,
  now: number,
): Stillness {
  const list = { pages: pages.map(steps => steps.map(rowOf)), invalid: invalid.length };
  if (before === undefined || !isSameList(before, list)) return { ...list, since: now, lists: 1 };
  const known = list.invalid < before.invalid ? list : before;
  return { pages: known.pages, invalid: known.invalid, since: before.since, lists: before.lists + 1 };
}

type Rows = Pick<Stillness, 'pages' | 'invalid'>;

const rowOf = (step: Step): string => JSON.stringify([endpointOf(step), configurationKey(step)]);

function isSameList(a: Rows, b: Rows): boolean {
  if (a.pages.length !== b.pages.length) return false;
  let [lacksA, lacksB] = [0, 0];
  for (const [index, rowsA] of a.pages.entries()) {
    const rowsB = b.pages[index] ?? [];
    const [shorter, longer] = rowsA.length < rowsB.length ? [rowsA, rowsB] : [rowsB, rowsA];
    if (!isPart(shorter, longer)) return false;
    lacksA += longer.length - rowsA.length;
    lacksB += longer.length - rowsB.length;
  }
  return lacksA <= a.invalid && lacksB <= b.invalid;
}

/** Whether `rows` are some of the others, in their order. */
function isPart(rows: readonly string[], others: readonly string[]): boolean {
  let found = 0;
  for (const row of others) if (row === rows[found]) found += 1;
  return found === rows.length;
}
