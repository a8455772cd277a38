import type { Observable } from 'rxjs';
import type { AiApi } from '../api/aiApi.js';
import { checkNameOf } from '../core/jobName.js';
import type { AIJobs } from './aiJobs.js';
import { oneAnswer } from './oneAnswer.js';

/**
 * An AI job as described by the service, decoded: a cold stream of one value, one call for each subscription. The name is
 * plain or qualified.
 */
export function aiJobDescription<S, J>(api: AiApi, jobs: AIJobs<S, J>, jobName: string): Observable<J> {
  return oneAnswer(() => {
    const name = checkNameOf(jobs.kind, jobName);
    return async signal => jobs.decodeJob(await jobs.describe(api, name, { signal }), () => 'job');
  });
}
