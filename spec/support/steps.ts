import type { JobEvent, StepEvent, SyncedEvent } from '../../src/core/event.js';
import type { StepsPage } from '../../src/core/page.js';
import type { InferenceBenchmark, Metrics, Step } from '../../src/core/step.js';

/** What a step says besides its endpoint. */
type Said = Partial<Pick<Step, 'JobName' | 'Status'> & InferenceBenchmark>;

/** A step on the endpoint of this name: COMPLETED, without metrics, unless said otherwise. */
export function step(endpoint: string, { JobName = 'job', Status = 'COMPLETED', ...said }: Said = {}): Step {
  const EndpointConfiguration = { EndpointName: endpoint, VariantName: 'main', InstanceType: 'ml.c5.large' };
  const InferenceBenchmark = { EndpointConfiguration, ModelConfiguration: {}, ...said };
  return { StepType: 'BENCHMARK', JobName, Status, InferenceBenchmark };
}

/** A step with this cost per inference, or these metrics. */
export function priced(endpoint: string, cost: number | Metrics, said: Said = {}): Step {
  return step(endpoint, { ...said, Metrics: typeof cost === 'number' ? { CostPerInference: cost } : cost });
}

/** A step that has neither endpoint nor metrics yet. */
export const pending: Step = { StepType: 'BENCHMARK', JobName: 'job', Status: 'PENDING' };

/** A step on the wire whose cost is no number. */
export const bad: object = {
  ...pending,
  InferenceBenchmark: { ModelConfiguration: {}, Metrics: { CostPerHour: 'x' } },
};

/** What is wrong with `bad`, where it is the step of this index. */
export const faultOfBad = (index?: number): string =>
  `step${index === undefined ? '' : `s[${String(index)}]`}.InferenceBenchmark.Metrics.CostPerHour: ` +
  'expected a number or "NaN", got "x"';

/** A page of these steps. */
export function page(steps: readonly unknown[], more: Partial<StepsPage> = {}): StepsPage {
  return { jobName: 'job', index: 0, steps, ...more };
}

/** A step came, changed or went; its key is its endpoint unless given. */
export function change(
  change: StepEvent['change'],
  step: Step,
  {
    key = step.InferenceBenchmark?.EndpointConfiguration?.EndpointName ?? 'none',
    ...more
  }: Partial<StepEvent> = {},
): StepEvent {
  return { type: 'step', jobName: step.JobName, change, key, step, changed: [], ...more };
}

/** Events that are not about a step. */
export const synced: SyncedEvent = { type: 'synced', jobName: 'job' };
export const jobChanged: JobEvent = {
  type: 'job',
  jobName: 'job',
  job: { JobName: 'job', Status: 'COMPLETED' },
};
