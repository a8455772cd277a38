import { CLASSIC_JOB } from './serviceFault.js';
import type { OperationName } from './shapes.js';

/** What an operation is about: its type in ARNs, and the noun of messages. */
interface Subject {
  readonly resource: string;
  readonly noun: string;
}

/** The subject of an operation. */
export function subjectOf(operation: OperationName): Subject {
  if (operation.includes('AIRecommendationJob')) {
    return { resource: 'ai-recommendation-job', noun: 'AI recommendation job' };
  }
  if (operation.includes('AIBenchmarkJob')) return { resource: 'ai-benchmark-job', noun: 'AI benchmark job' };
  if (operation.includes('AIWorkloadConfig'))
    return { resource: 'ai-workload-config', noun: 'AI workload config' };
  return { resource: 'inference-recommendations-job', noun: CLASSIC_JOB };
}

/** Names of the members that name a job in requests. */
const NAMES = ['JobName', 'AIRecommendationJobName', 'AIBenchmarkJobName', 'InferenceRecommendationsJobName'];

/** The name of the job that a request is about; undefined where it names none. */
export function jobNameOf(input: unknown): string | undefined {
  if (typeof input !== 'object' || input === null) return undefined;
  const given = input as Readonly<Record<string, unknown>>;
  return NAMES.map(name => given[name]).find(name => typeof name === 'string');
}
