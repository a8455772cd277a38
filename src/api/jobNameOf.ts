/** The members of a request that name a job, and what the name of a job of each is prefixed with. */
const NAMES = [
  ['JobName', ''],
  ['InferenceRecommendationsJobName', ''],
  ['AIRecommendationJobName', 'ai-recommendation-job/'],
  ['AIBenchmarkJobName', 'ai-benchmark-job/'],
] as const;

/**
 * The name of the job that a request is about, as events and traces have it: `nightly`,
 * `ai-recommendation-job/nightly`. Undefined for a list of jobs.
 */
export function jobNameOf(input: object): string | undefined {
  for (const [member, prefix] of NAMES) {
    const name = (input as Partial<Record<string, unknown>>)[member];
    if (typeof name === 'string') return prefix + name;
  }
  return undefined;
}
