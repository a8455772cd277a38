import { FAILURE_KINDS } from './stepFailures.js';
import { INSTANCES, SERVERLESS_SIZES } from './instances.js';
import { integer, pick, type Random } from './random.js';
import type { StepScript } from './jobScript.js';

/** Kinds of failure of models that aren't compiled. */
const PLAIN_FAILURES = FAILURE_KINDS.filter(kind => kind !== 'compilation');

/** Two sets of environment variables to compare. */
export const ENVIRONMENT_SETS: readonly Readonly<Record<string, string>>[] = [
  { OMP_NUM_THREADS: '1', SAGEMAKER_MODEL_SERVER_WORKERS: '4' },
  { OMP_NUM_THREADS: '4', SAGEMAKER_MODEL_SERVER_WORKERS: '1' },
];

/** `count` random steps of many instance families: about one in ten fails, and some have no metrics. */
export function randomSteps(count: number, random: Random): StepScript[] {
  return Array.from({ length: count }, (): StepScript => {
    const draw = random();
    const outcome: StepScript =
      draw < 0.1
        ? { fails: pick(random, PLAIN_FAILURES) }
        : draw < 0.14
          ? { metrics: 'none' }
          : draw < 0.2
            ? { metrics: 'nan' }
            : {};
    if (random() < 0.12) {
      const serverless = { memoryMb: pick(random, SERVERLESS_SIZES), maxConcurrency: integer(random, 1, 20) };
      return { serverless, ...outcome };
    }
    return {
      instanceType: pick(random, INSTANCES).type,
      environment: pick(random, ENVIRONMENT_SETS),
      ...outcome,
    };
  });
}
