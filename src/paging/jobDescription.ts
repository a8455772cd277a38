import { isLeft } from 'fp-ts/lib/Either.js';
import { Observable } from 'rxjs';
import type { CallOptions, RecommenderApi } from '../api/recommenderApi.js';
import type { Job } from '../core/job.js';
import { checkJobName } from '../core/jobName.js';
import { decodeWith } from '../decode/decodeWith.js';
import { Job as JobCodec } from '../decode/job.js';

/** A job as described by the service, decoded: a cold stream of one value, one call for each subscription. */
export function jobDescription(
  api: RecommenderApi,
  jobName: string,
  priority?: CallOptions['priority'],
): Observable<Job> {
  return new Observable(subscriber => {
    checkJobName(jobName);
    const controller = new AbortController();
    let settled = false;
    api.describeJob({ JobName: jobName }, { signal: controller.signal, priority }).then(
      answer => {
        settled = true;
        const job = decodeWith(JobCodec, answer, () => 'job');
        if (isLeft(job)) {
          subscriber.error(job.left);
          return;
        }
        subscriber.next(job.right);
        subscriber.complete();
      },
      (error: unknown) => {
        settled = true;
        subscriber.error(error);
      },
    );
    // An abort after the end would build an exception for nothing.
    return () => {
      if (!settled) controller.abort();
    };
  });
}
