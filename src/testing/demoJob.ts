import { ENVIRONMENT_SETS } from './randomSteps.js';
import type { JobScript, StepScript } from './jobScript.js';

/** Options of `demoJob`. */
export interface DemoJobOptions {
  /** Name of the job. Default `text-classifier-benchmark`. */
  readonly name?: string;
  /** Seed of its steps and metrics. Default 7. */
  readonly seed?: number;
  /** Whether the job starts when it is added. Default false: it has ended when it is added. */
  readonly live?: boolean;
}

/** Instance types that are tested with each set of environment variables. */
const TUNED = [
  'ml.c5.xlarge',
  'ml.c5.2xlarge',
  'ml.c6i.large',
  'ml.c6i.xlarge',
  'ml.c6i.2xlarge',
  'ml.c7g.xlarge',
  'ml.c7g.2xlarge',
  'ml.m5.large',
  'ml.m5.xlarge',
  'ml.m6i.xlarge',
  'ml.r5.large',
  'ml.g4dn.xlarge',
  'ml.g5.xlarge',
  'ml.inf1.xlarge',
];

/** Failures and missing metrics, by the index of the step. */
const SPECIAL_STEPS: Readonly<Record<number, StepScript>> = {
  4: { fails: 'outOfMemory' },
  9: { metrics: 'nan' },
  11: { fails: 'ping' },
  14: { metrics: 'none' },
  20: { fails: 'container5xx' },
  22: { metrics: 'nan' },
  25: { fails: 'quota' },
  27: { fails: 'capacity' },
  31: { metrics: 'none' },
  36: { fails: 'image' },
};

/**
 * A realistic job of forty steps: several instance families, some with two sets of environment variables, and serverless
 * sizes. Six steps fail for different reasons, and some have no metrics.
 *
 * @example
 * ```ts
 * import { demoJob, fakeRecommender } from 'stepstream/testing';
 *
 * const client = fakeRecommender({ jobs: [demoJob({ name: 'my-job' }), demoJob({ name: 'running', live: true })] });
 * ```
 */
export function demoJob({
  name = 'text-classifier-benchmark',
  seed = 7,
  live = false,
}: DemoJobOptions = {}): JobScript {
  const tuned = TUNED.flatMap(instanceType =>
    ENVIRONMENT_SETS.map((environment): StepScript => ({ instanceType, environment })),
  );
  const plain = [
    'ml.inf2.xlarge',
    'ml.g4dn.2xlarge',
    'ml.m6g.xlarge',
    'ml.c7i.xlarge',
    'ml.m7i.xlarge',
    'ml.g6.xlarge',
  ];
  const serverless = [1024, 2048, 3072, 4096, 5120, 6144].map(memoryMb => ({
    serverless: { memoryMb, maxConcurrency: 10 },
  }));
  const steps = [...tuned, ...plain.map(instanceType => ({ instanceType })), ...serverless];
  return {
    name,
    seed,
    live,
    description: 'Where to run the classifier',
    maxParallelTests: 6,
    steps: steps.map((step, index) => ({ ...step, ...SPECIAL_STEPS[index] })),
  };
}
