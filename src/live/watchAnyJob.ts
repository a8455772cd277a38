import { defer, type Observable } from 'rxjs';
import type { ServiceApi } from '../api/serviceApi.js';
import type { WatchEvent } from '../core/event.js';
import { readJobName } from '../core/jobName.js';
import type { Time } from '../core/time.js';
import { BENCHMARK_JOBS, RECOMMENDATION_JOBS } from '../paging/aiJobs.js';
import { shallowCopy } from '../paging/shallowCopy.js';
import { watchAIJob } from './ai/watchAIJob.js';
import type { SharedJobList } from './sharedJobList.js';
import { tracedEvents } from './tracedEvents.js';
import { watchJob } from './watchJob.js';
import type { WatchOptions } from './watchOptions.js';

/**
 * Follows a job of any kind until it is over. A plain name is that of a classic job, and a qualified one, such as
 * `ai-recommendation-job/nightly`, of its own kind. It is checked at subscription.
 */
export function watchAnyJob(
  api: ServiceApi,
  time: Time,
  jobName: string,
  options?: WatchOptions,
  jobList?: SharedJobList,
): Observable<WatchEvent> {
  const given = shallowCopy(options);
  return defer(() => {
    const { kind, name } = readJobName(jobName);
    if (kind === 'classic') return watchJob(api, time, name, given, jobList);
    return kind === 'recommendation'
      ? watchAIJob(api, time, RECOMMENDATION_JOBS, name, given)
      : watchAIJob(api, time, BENCHMARK_JOBS, name, given);
  }).pipe(tracedEvents);
}
