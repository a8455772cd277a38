import type { RecommenderApi } from '../../api/recommenderApi.js';
import { DecodeError } from '../../core/decodeError.js';
import type { Step } from '../../core/step.js';
import { decodeStep } from '../../decode/decodeStep.js';
import { stepListing } from '../../paging/stepListing.js';
import { readAllPages } from './readAllPages.js';

/** The steps of a job, as one pass over all pages of their list showed them. */
export interface StepList {
  /**
   * The decoded steps of each page, in the order of the list. A page is one answer, and shows no step twice. A
   * step is on two pages where the list moved between them.
   */
  readonly pages: readonly (readonly Step[])[];
  /** Steps that can't be decoded, as received. */
  readonly invalid: readonly unknown[];
  /** The faults of the invalid steps. */
  readonly error?: DecodeError;
}

/**
 * Lists all steps of a job, unfiltered, in the background class of permits. A status filter would shift
 * items between the pages of a running job. Asks for pages of 100, the most that the service allows: a list
 * of one page can't move. Fails as `readAllPages` does.
 */
export async function listAllSteps(
  api: RecommenderApi,
  jobName: string,
  signal: AbortSignal,
): Promise<StepList> {
  return decodeAll(await readAllPages(stepListing(api, jobName, undefined, 'background'), signal));
}

function decodeAll(received: readonly (readonly unknown[])[]): StepList {
  const invalid: unknown[] = [];
  const faults: DecodeError['faults'][number][] = [];
  let index = 0;
  const pages = received.map(items =>
    items.flatMap(item => {
      const result = decodeStep(item, index++);
      if (result._tag === 'Right') return [result.right];
      invalid.push(item);
      faults.push(...result.left.faults);
      return [];
    }),
  );
  return invalid.length === 0 ? { pages, invalid } : { pages, invalid, error: new DecodeError(faults) };
}
