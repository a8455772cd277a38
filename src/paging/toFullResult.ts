import type { Observable } from 'rxjs';
import type { JobSummary } from '../core/job.js';
import type { JobsPage, StepsPage } from '../core/page.js';

/** All steps of a listing. */
export interface FullSteps {
  /** The steps of all pages, exactly as received. */
  readonly steps: readonly unknown[];
  /** The checkpoint after the last page; absent where the listing has reached its end. */
  readonly resumeToken?: string;
}

/** All jobs of a listing. */
export interface FullJobs<J = JobSummary> {
  readonly jobs: readonly J[];
  /** The checkpoint after the last page; absent where the listing has reached its end. */
  readonly resumeToken?: string;
}

/**
 * Collects a listing into one result, as botocore's `build_full_result` does: all items, and the checkpoint
 * where more are left, as with `maxItems`.
 *
 * - **Unit**: steps as received from the service (`decodeSteps` is for streams), or decoded jobs.
 * - **Order**: that of the listing. A listing without any page, as with `maxItems: 0`, gives both lists, empty.
 * - **Fails**: rejects with the stream's error, whose `resumeToken` says where to go on. The items before it
 *   are lost: subscribe to the stream itself where that matters.
 * - **Cost**: remembers all items.
 *
 * @example
 * ```ts
 * import { connect, toFullResult } from 'stepstream';
 *
 * const recommender = connect({ region: 'us-east-1' });
 * const { steps, resumeToken } = await toFullResult(recommender.steps$('my-job', { maxItems: 250 }));
 * console.log(steps.length, resumeToken);
 * ```
 */
export async function toFullResult(pages$: Observable<StepsPage>): Promise<FullSteps>;
export async function toFullResult<J>(pages$: Observable<JobsPage<J>>): Promise<FullJobs<J>>;
export async function toFullResult<J>(
  pages$: Observable<StepsPage | JobsPage<J>>,
): Promise<FullSteps | FullJobs<J>> {
  const steps: unknown[] = [];
  const jobs: J[] = [];
  let last: StepsPage | JobsPage<J> | undefined;
  await pages$.forEach(page => {
    // One by one: a spread of a very large page would overflow the stack.
    if ('jobs' in page) for (const job of page.jobs) jobs.push(job);
    else for (const step of page.steps) steps.push(step);
    last = page;
  });
  const resume = last?.resumeToken === undefined ? {} : { resumeToken: last.resumeToken };
  // Without any page it isn't known which of the two it would have been.
  if (last === undefined) return { steps, jobs };
  return 'jobs' in last ? { jobs, ...resume } : { steps, ...resume };
}
