import type { Either } from 'fp-ts/lib/Either.js';
import type { RecommenderApi } from '../../api/recommenderApi.js';
import type { DecodeError } from '../../core/decodeError.js';
import { AbortedError } from '../../core/errors.js';
import type { WatchedJob } from '../../core/event.js';
import type { Job } from '../../core/job.js';
import { decodeWith } from '../../decode/decodeWith.js';
import { Job as JobCodec } from '../../decode/job.js';

/** What Describe says of a job. */
export interface AskedJob {
  readonly decoded: Either<DecodeError, Job>;
  /** What can be read of a job that can't be decoded as a whole: enough to know how far it is. */
  readonly readable: WatchedJob | undefined;
}

/** Asks for a job, in the background class of permits. Fails as the call does, and once the signal has fired. */
export async function askJob(api: RecommenderApi, JobName: string, signal: AbortSignal): Promise<AskedJob> {
  if (signal.aborted) throw new AbortedError();
  const answer: unknown = await api.describeJob({ JobName }, { signal, priority: 'background' });
  // What an SDK's output says of its request is another with each call.
  const { $metadata: _, ...said } = Object(answer) as Record<string, unknown>;
  return { decoded: decodeWith(JobCodec, said, () => 'job'), readable: basicsOf(said, JobName) };
}

function basicsOf(said: Record<string, unknown>, JobName: string): WatchedJob | undefined {
  const { Status, FailureReason } = said;
  if (typeof Status !== 'string') return undefined;
  return { JobName, Status, ...(typeof FailureReason === 'string' && { FailureReason }) };
}
