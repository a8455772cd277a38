import { isCompiled, specificationOf } from './compiled.js';
import { instanceCount } from './instance.js';
import type { Step } from './step.js';

/**
 * The key of a step's configuration: a string of instance type and number of instances, or serverless size, of
 * environment and inference specification, and of whether the model was compiled. Two steps with the same key,
 * of any jobs, tested the same configuration.
 *
 * The order of the environment parameters doesn't matter. InitialInstanceCount counts as 1 where it is absent.
 * A compiled model is the same in every run: neither its CompilationJobName nor the name `neo-` and a uuid is part
 * of the key. A step without instance type or serverless size, as before it starts, has the key of its model alone.
 *
 * @example
 * ```ts
 * import { configurationKey, connect, decodeSteps } from 'stepstream';
 *
 * const times = new Map<string, number>(); // tests of each configuration
 * connect()
 *   .steps$('my-job')
 *   .pipe(decodeSteps())
 *   .subscribe(step => {
 *     const key = configurationKey(step);
 *     times.set(key, (times.get(key) ?? 0) + 1);
 *   });
 * ```
 */
export function configurationKey(step: Step): string {
  const { InstanceType, ServerlessConfig: serverless } = step.InferenceBenchmark?.EndpointConfiguration ?? {};
  return JSON.stringify([
    InstanceType === undefined ? null : [InstanceType, instanceCount(step)],
    serverless === undefined
      ? null
      : [serverless.MemorySizeInMB, serverless.MaxConcurrency, serverless.ProvisionedConcurrency ?? null],
    ...modelParts(step),
    ...(isCompiled(step) ? ['compiled'] : []),
  ]);
}

/**
 * The key of what is known of a step from the start: environment and inference specification. It stays the same
 * when the step gets an endpoint, and when it becomes known that its model was compiled.
 */
export function modelKey(step: Step): string {
  return JSON.stringify(modelParts(step));
}

function modelParts(step: Step): readonly [environment: readonly string[], specification: string | null] {
  const model = step.InferenceBenchmark?.ModelConfiguration;
  const environment = (model?.EnvironmentParameters ?? [])
    .map(({ Key, Value }) => JSON.stringify([Key, Value]))
    .sort();
  return [environment, specificationOf(model) ?? null];
}

/**
 * The key of a step within its job: the name of its endpoint, as steps have no id.
 *
 * The key of a step without an endpoint is its configuration and a number: `ordinal` counts the steps of the
 * same configuration from 0, so that no two of them have the same key.
 *
 * @example
 * ```ts
 * import { connect, decodeSteps, stepKey } from 'stepstream';
 *
 * connect()
 *   .steps$('my-job', { status: 'COMPLETED' })
 *   .pipe(decodeSteps())
 *   .subscribe(step => console.log(stepKey(step), step.InferenceBenchmark?.Metrics));
 * ```
 */
export function stepKey(step: Step, ordinal = 0): string {
  const endpoint = step.InferenceBenchmark?.EndpointConfiguration?.EndpointName;
  return endpoint ?? `${configurationKey(step)}#${String(ordinal)}`;
}

/**
 * Makes a function that returns the key of each step, and counts the ordinals that this takes. It goes on behind the
 * ordinals of the `known` keys, each of which is given with its step.
 */
export function stepKeys(
  known: readonly { readonly key: string; readonly step: Step }[] = [],
): (step: Step) => string {
  const counts = new Map<string, number>();
  for (const { key, step } of known) {
    const [, configuration, ordinal] = /^(.*)#(\d+)$/s.exec(key) ?? [];
    if (configuration === undefined) continue;
    const counted = `${step.JobName} ${configuration}`;
    counts.set(counted, Math.max(counts.get(counted) ?? 0, Number(ordinal) + 1));
  }
  return step => {
    if (step.InferenceBenchmark?.EndpointConfiguration !== undefined) return stepKey(step);
    const counted = `${step.JobName} ${configurationKey(step)}`;
    const ordinal = counts.get(counted) ?? 0;
    counts.set(counted, ordinal + 1);
    return stepKey(step, ordinal);
  };
}
