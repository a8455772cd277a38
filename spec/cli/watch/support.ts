import type { WatchedJob, WatchEvent } from '../../../src/core/event.js';
import type { Step } from '../../../src/core/step.js';
import type { Activity } from '../../../src/cli/watch/activity.js';
import { jobTrackers, type JobTrackers } from '../../../src/cli/watch/jobTrackers.js';
import { change, priced, step, synced } from '../../support/steps.js';

/** When the job of these specs was created. */
export const BEGIN: number = Date.UTC(2026, 0, 15, 9);
const MINUTE = 60_000;
/** So many minutes after it. */
export const minute = (count: number): Date => new Date(BEGIN + count * MINUTE);

/** A job of twenty tests. */
export const running: WatchedJob = {
  JobName: 'job',
  Status: 'IN_PROGRESS',
  CreationTime: minute(0),
  InputConfig: { ResourceLimit: { MaxNumberOfTests: 20 } },
};

export const cheap: Step = priced(
  'cheap',
  { CostPerHour: 0.6, CostPerInference: 0.000_001, ModelLatency: 20, MaxInvocations: 900 },
  { InvocationStartTime: minute(2), InvocationEndTime: minute(12) },
);
export const dear: Step = priced(
  'dear',
  { CostPerHour: 6, CostPerInference: 0.000_02, ModelLatency: 9, MaxInvocations: 4000 },
  {
    InvocationStartTime: minute(2),
    InvocationEndTime: minute(12),
    EndpointConfiguration: { EndpointName: 'dear', VariantName: 'main', InstanceType: 'ml.g5.large' },
    ModelConfiguration: { EnvironmentParameters: [{ Key: 'THREADS', ValueType: 'String', Value: '4' }] },
  },
);
export const failed: Step = step('broken', { Status: 'FAILED', FailureReason: 'no\nmemory' });
export const loaded: Step = step('loaded', { Status: 'IN_PROGRESS', InvocationStartTime: minute(15) });
export const starting: Step = step('starting', { Status: 'IN_PROGRESS' });

/** A watch up to the middle of the job. */
export const half: readonly WatchEvent[] = [
  { type: 'job', jobName: 'job', job: running },
  change('added', dear),
  change('added', failed),
  change('added', starting),
  synced,
  change('added', cheap),
  change('added', loaded),
];

/** The job has ended as `Status`. */
export const done = (Status: string, more: Partial<WatchedJob> = {}): WatchEvent => ({
  type: 'done',
  jobName: 'job',
  job: { ...running, Status, CompletionTime: minute(65), ...more },
});

/** Jobs that have heard these events, and what was news in each. */
export function trackersAfter(
  events: readonly WatchEvent[],
  names: readonly string[] = ['job'],
  monotonic: () => number = () => 0,
  fits?: (step: Step) => boolean,
): JobTrackers & { readonly news: readonly (readonly Activity[])[] } {
  const trackers = jobTrackers(names, { monotonic, fits });
  const news = events.map(event => trackers.take({ jobName: event.jobName, event }));
  return { ...trackers, news };
}
