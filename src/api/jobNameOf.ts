import { qualifiedName, type JobKind } from '../core/jobKind.js';

/** The members of a request that name a job, and of which kind. */
const NAMES: Readonly<Record<string, JobKind>> = {
  JobName: 'classic',
  InferenceRecommendationsJobName: 'classic',
  AIRecommendationJobName: 'recommendation',
  AIBenchmarkJobName: 'benchmark',
};

/**
 * The name of the job that a request is about, as events and traces have it: `nightly`,
 * `ai-recommendation-job/nightly`. Undefined for a list of jobs.
 */
export function jobNameOf(input: object): string | undefined {
  for (const [member, kind] of Object.entries(NAMES)) {
    const name = (input as Partial<Record<string, unknown>>)[member];
    if (typeof name === 'string') return qualifiedName({ kind, name });
  }
  return undefined;
}
