import type { Either } from 'fp-ts/lib/Either.js';
import type { AiApi } from '../../api/aiApi.js';
import type { DecodeError } from '../../core/decodeError.js';
import { AbortedError } from '../../core/errors.js';
import type { WatchedJob } from '../../core/event.js';
import { statusOfAI } from '../../core/aiStatus.js';
import { qualifiedName } from '../../core/jobKind.js';
import { recommendationSteps, type RecommendationSteps } from '../../decode/recommendationSteps.js';
import type { AIJobs } from '../../paging/aiJobs.js';

/** An AI job as its Describe returned it. */
export interface FetchedAIJob {
  readonly decoded: Either<DecodeError, WatchedJob>;
  /** Name, status and failure reason, readable also where the whole job can't be decoded. */
  readonly basics: WatchedJob | undefined;
  /** Its recommendations, which are read whatever else of the job can't be. A benchmark job has none. */
  readonly recommendations: RecommendationSteps;
}

/**
 * Describes an AI job once, in the background class of permits. Fails as the call does, and with `AbortedError` once the
 * signal has fired.
 */
export async function fetchAIJob<S, J>(
  api: AiApi,
  jobs: AIJobs<S, J>,
  name: string,
  signal: AbortSignal,
): Promise<FetchedAIJob> {
  if (signal.aborted) throw new AbortedError();
  const output = await jobs.describe(api, name, { signal, priority: 'background' });
  // The SDK's metadata of the request differs with each call, and isn't part of the job.
  const { $metadata: _, ...received } = Object(output) as Record<string, unknown>;
  const job = { ...received, [jobs.members.name]: name };
  const decoded = jobs.decodeJob(job, () => 'job');
  return {
    decoded: decoded._tag === 'Left' ? decoded : { _tag: 'Right', right: jobs.toWatched(decoded.right) },
    basics: basicsOf(jobs, received, name),
    recommendations: jobs.kind === 'recommendation' ? recommendationsOf(received, name) : NONE,
  };
}

const NONE: RecommendationSteps = { steps: [], errors: [] };

function basicsOf<S, J>(
  { kind, members }: AIJobs<S, J>,
  received: Record<string, unknown>,
  name: string,
): WatchedJob | undefined {
  const { [members.status]: status, FailureReason } = received;
  if (typeof status !== 'string') return undefined;
  return {
    JobName: qualifiedName({ kind, name }),
    Status: statusOfAI(status),
    ...(typeof FailureReason === 'string' && { FailureReason }),
  };
}

function recommendationsOf(received: Record<string, unknown>, name: string): RecommendationSteps {
  const { Recommendations, InferenceSpecification } = received;
  const framework = (InferenceSpecification as { readonly Framework?: unknown } | null | undefined)
    ?.Framework;
  return recommendationSteps({
    AIRecommendationJobName: name,
    AIRecommendationJobStatus: '',
    ...(Array.isArray(Recommendations) && { Recommendations }),
    ...(typeof framework === 'string' && { InferenceSpecification: { Framework: framework } }),
  });
}
