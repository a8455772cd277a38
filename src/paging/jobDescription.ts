import type { Observable } from 'rxjs';
import type { CallOptions, RecommenderApi } from '../api/recommenderApi.js';
import type { Job } from '../core/job.js';
import { checkJobName } from '../core/jobName.js';
import { decodeWith } from '../decode/decodeWith.js';
import { Job as JobCodec } from '../decode/job.js';
import { oneAnswer } from './oneAnswer.js';

/** A job as described by the service, decoded: a cold stream of one value, one call for each subscription. */
export function jobDescription(
  api: RecommenderApi,
  jobName: string,
  priority?: CallOptions['priority'],
): Observable<Job> {
  return oneAnswer(() => {
    const JobName = checkJobName(jobName);
    return async signal =>
      decodeWith(JobCodec, await api.describeJob({ JobName }, { signal, priority }), () => 'job');
  });
}
