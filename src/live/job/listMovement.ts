import type { StepList } from './listAllSteps.js';
import type { KnownStep } from './matchSteps.js';
import { stillnessAfter, type Stillness } from './stillness.js';
import type { Sweep } from './sweep.js';

/** What a list says about its own movement. */
export interface Movement {
  /** Whether it moved between two of its pages: it takes nothing away. */
  readonly moved: boolean;
  /** Whether it can prove that a step is gone. */
  readonly isProof: boolean;
}

/** Takes a list that was read at `now`, in monotonic milliseconds, and the known step of each of its rows. */
export type ReadMovement = (
  list: StepList,
  sweep: Sweep,
  matched: readonly (KnownStep | undefined)[],
  now: number,
  /** Whether it lacks a known step. */
  isLacking: boolean,
) => Movement;

/** Number of lists in a row with the same rows that prove that a list doesn't move. */
const STEADY_LISTS = 3;

/**
 * Makes the reader of the movement of one list. A list moved where it has an endpoint twice, and where it lacks a
 * step and has one without an endpoint twice, unless three lists in a row have had the same rows.
 *
 * Each page of a list may be that of another replica, so that a list of several pages which grows at its head can
 * lack a step and repeat none. It is a proof once it has stood still for `lagMs`, as then no replica is behind.
 */
export function listMovement(lagMs: number): ReadMovement {
  /** For how long the list has stood still; undefined while it is of one page, which can't move. */
  let still: Stillness | undefined;
  return (list, { moved, repeated }, matched, now, isLacking) => {
    still = list.pages.length > 1 ? stillnessAfter(still, list, now) : undefined;
    const isSteady = still !== undefined && still.lists >= STEADY_LISTS;
    return {
      moved: moved || (!isSteady && isTorn(matched, repeated, isLacking)),
      isProof: still === undefined || now - still.since >= lagMs,
    };
  };
}

/**
 * Whether a list lacks a step and has another one, without an endpoint, that may be the repetition of an earlier
 * row: then it moved between the two.
 */
function isTorn(
  matched: readonly (KnownStep | undefined)[],
  repeated: ReadonlySet<number>,
  isLacking: boolean,
): boolean {
  return [...repeated].some(index => {
    const entry = matched[index];
    return entry === undefined ? isLacking : entry.endpoint !== undefined;
  });
}
