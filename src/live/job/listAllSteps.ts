import type { RecommenderApi } from '../../api/recommenderApi.js';
import { DecodeError } from '../../core/decodeError.js';
import type { Step } from '../../core/step.js';
import { decodeStep } from '../../decode/decodeStep.js';
import { stepListing } from '../../paging/stepListing.js';
import { readAllPages } from './readAllPages.js';

/** All the steps of a job, as one pass over all pages of the list showed them. */
export interface StepList {
  /** Decoded, in the order of the list; where the list moved between two pages, some come twice. */
  readonly steps: readonly Step[];
  readonly pages: number;
  /** Steps that can't be decoded, as they came. */
  readonly bad: readonly unknown[];
  /** What is wrong with them. */
  readonly error?: DecodeError;
}

/**
 * Reads the whole list of a job's steps, unfiltered, in the background class of permits. A status filter
 * would shift items between the pages of a job that runs. Fails as `readWhole` does.
 */
export async function listAllSteps(
  api: RecommenderApi,
  jobName: string,
  signal: AbortSignal,
): Promise<StepList> {
  return decodeAll(await readAllPages(stepListing(api, jobName, undefined, 'background'), signal));
}

function decodeAll(pages: readonly (readonly unknown[])[]): StepList {
  const items = pages.flat();
  const results = items.map((item, index) => decodeStep(item, index));
  const steps = results.flatMap(result => (result._tag === 'Right' ? [result.right] : []));
  if (steps.length === items.length) return { steps, pages: pages.length, bad: [] };
  const bad = items.filter((_, index) => results[index]?._tag === 'Left');
  const faults = results.flatMap(result => (result._tag === 'Left' ? result.left.faults : []));
  return { steps, pages: pages.length, bad, error: new DecodeError(faults) };
}
