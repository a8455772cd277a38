import type { RecommenderApi } from '../../api/recommenderApi.js';
import { DecodeError } from '../../core/decodeError.js';
import type { Step } from '../../core/step.js';
import { decodeStep } from '../../decode/decodeStep.js';
import { stepListing } from '../../paging/stepListing.js';
import { readAllPages } from './readAllPages.js';

/** The steps of a job, as one pass over all pages of their list showed them. */
export interface StepList {
  /** Decoded, in the order of the list. A step is in it twice where the list moved between two pages. */
  readonly steps: readonly Step[];
  readonly pages: number;
  /** Steps that can't be decoded, as received. */
  readonly invalid: readonly unknown[];
  /** The faults of the invalid steps. */
  readonly error?: DecodeError;
}

/**
 * Lists all steps of a job, unfiltered, in the background class of permits. A status filter would shift
 * items between the pages of a running job. Fails as `readAllPages` does.
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
  if (steps.length === items.length) return { steps, pages: pages.length, invalid: [] };
  const invalid = items.filter((_, index) => results[index]?._tag === 'Left');
  const faults = results.flatMap(result => (result._tag === 'Left' ? result.left.faults : []));
  return { steps, pages: pages.length, invalid, error: new DecodeError(faults) };
}
