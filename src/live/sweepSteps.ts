import type { RecommenderApi } from '../api/recommenderApi.js';
import { DecodeError } from '../core/decodeError.js';
import { AbortedError, ExpiredTokenError, InvalidTokenError } from '../core/errors.js';
import type { Step } from '../core/step.js';
import { decodeStep } from '../decode/decodeStep.js';
import { stepListing } from '../paging/stepListing.js';
import { startWalk } from '../paging/walk.js';

/** All the steps of a job, as one pass over all pages of the list showed them. */
export interface Sweep {
  /** Decoded, in the order of the list; where the list moved between two pages, some come twice. */
  readonly steps: readonly Step[];
  readonly pages: number;
  /** Steps that can't be decoded, as they came. */
  readonly bad: readonly unknown[];
  /** What is wrong with them. */
  readonly error?: DecodeError;
}

/** So often a list whose token was refused on the way is begun anew. */
const RESTARTS = 3;

/**
 * Reads the whole list of a job's steps, unfiltered, in the background class of permits. A status filter
 * would shift items between the pages of a job that runs.
 *
 * Only a list of which every page has come is a sweep. A token that the service no longer takes begins it
 * anew, three times at most. Fails as the call does, and with `AbortedError` when the signal has fired.
 */
export async function sweepSteps(api: RecommenderApi, jobName: string, signal: AbortSignal): Promise<Sweep> {
  for (let restarts = 0; ; restarts++) {
    try {
      return decodeAll(await readPages(api, jobName, signal));
    } catch (error) {
      if (restarts >= RESTARTS || !isOldToken(error)) throw error;
    }
  }
}

const isOldToken = (error: unknown): boolean =>
  error instanceof ExpiredTokenError || error instanceof InvalidTokenError;

async function readPages(
  api: RecommenderApi,
  jobName: string,
  signal: AbortSignal,
): Promise<(readonly unknown[])[]> {
  const { first, turn } = startWalk(stepListing(api, jobName, undefined, 'background'));
  const read: (readonly unknown[])[] = [];
  for (let state = first; state !== undefined;) {
    if (signal.aborted) throw new AbortedError();
    const { page, next, error } = await turn(state, signal);
    if (error !== undefined) throw error;
    read.push(page.items);
    state = next;
  }
  return read;
}

function decodeAll(pages: readonly (readonly unknown[])[]): Sweep {
  const items = pages.flat();
  const results = items.map((item, index) => decodeStep(item, index));
  const steps = results.flatMap(result => (result._tag === 'Right' ? [result.right] : []));
  if (steps.length === items.length) return { steps, pages: pages.length, bad: [] };
  const bad = items.filter((_, index) => results[index]?._tag === 'Left');
  const faults = results.flatMap(result => (result._tag === 'Left' ? result.left.faults : []));
  return { steps, pages: pages.length, bad, error: new DecodeError(faults) };
}
