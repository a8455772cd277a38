import type { Either } from 'fp-ts/lib/Either.js';
import type { RecommenderApi } from '../../api/recommenderApi.js';
import type { DecodeError } from '../../core/decodeError.js';
import { AbortedError } from '../../core/errors.js';
import type { WatchedJob } from '../../core/event.js';
import type { Job } from '../../core/job.js';
import { decodeWith } from '../../decode/decodeWith.js';
import { Job as JobCodec } from '../../decode/job.js';

/** A job as DescribeInferenceRecommendationsJob returned it. */
export interface FetchedJob {
  readonly decoded: Either<DecodeError, Job>;
  /** Name, status and failure reason, readable also where the whole job can't be decoded. */
  readonly basics: WatchedJob | undefined;
}

/**
 * Describes a job once, in the background class of permits. Fails as the call does, and with `AbortedError`
 * once the signal has fired.
 */
export async function fetchJob(
  api: RecommenderApi,
  JobName: string,
  signal: AbortSignal,
): Promise<FetchedJob> {
  if (signal.aborted) throw new AbortedError();
  const output: unknown = await api.describeJob({ JobName }, { signal, priority: 'background' });
  // The SDK's metadata of the request differs with each call, and isn't part of the job.
  const { $metadata: _, ...job } = Object(output) as Record<string, unknown>;
  return { decoded: decodeWith(JobCodec, job, () => 'job'), basics: basicsOf(job, JobName) };
}

function basicsOf(job: Record<string, unknown>, JobName: string): WatchedJob | undefined {
  const { Status, FailureReason } = job;
  if (typeof Status !== 'string') return undefined;
  return { JobName, Status, ...(typeof FailureReason === 'string' && { FailureReason }) };
}
