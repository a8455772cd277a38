import type { AiBenchmarkScript, AiRecommendationScript } from './aiJobScript.js';
import { publishedAiJob } from './publishedAiJob.js';

/** AI jobs of an account: options of a simulator or fake. */
export interface DemoAiJobs {
  readonly aiJobs: readonly AiRecommendationScript[];
  readonly aiBenchmarks: readonly AiBenchmarkScript[];
}

/**
 * AI jobs of an account at work: one that has completed for each target, the published one, one that failed for want of a
 * right, one that runs, and two benchmarks, the second of which failed at the gate with sound figures.
 *
 * @example
 * ```ts
 * import { demoAiJobs, fakeRecommender } from 'stepstream/testing';
 *
 * const client = fakeRecommender(demoAiJobs());
 * ```
 */
export function demoAiJobs(): DemoAiJobs {
  const instanceTypes = ['ml.g6.24xlarge', 'ml.g6e.12xlarge', 'ml.g5.12xlarge'];
  return {
    aiJobs: [
      { name: 'chat-20b-throughput', instanceTypes },
      { name: 'chat-20b-first-token', instanceTypes, target: 'ttft-ms', framework: 'LMI' },
      { name: 'chat-20b-cost', instanceTypes, target: 'cost', failingTypes: ['ml.g5.12xlarge'] },
      publishedAiJob({ name: 'gpt-oss-20b-published' }),
      { name: 'chat-20b-no-right', roleLacks: 'servicequotas:GetServiceQuota' },
      { name: 'chat-20b-live', instanceTypes, live: true },
    ],
    aiBenchmarks: [
      { name: 'chat-20b-endpoint', instanceType: 'ml.g6.24xlarge' },
      { name: 'chat-20b-gate', instanceType: 'ml.g6.24xlarge', invalidAnswers: 10 },
    ],
  };
}
