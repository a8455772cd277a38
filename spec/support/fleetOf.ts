import { pipe } from 'fp-ts/lib/function.js';
import { take } from 'rxjs';
import type { CallOptions, RecommenderApi } from '../../src/api/recommenderApi.js';
import type { Operation } from '../../src/api/serviceApi.js';
import { wrap } from '../../src/api/wrap.js';
import type { StepstreamError } from '../../src/core/errors.js';
import type { StepEvent, WatchEvent } from '../../src/core/event.js';
import type { FleetOptions } from '../../src/live/fleet/fleetOptions.js';
import { watchFleet } from '../../src/live/fleet/watchFleet.js';
import type { FakeRecommender, JobScript, ServiceBehaviours, StepScript } from '../../src/testing/index.js';
import { virtualApi, virtualFake, withLatency, withVirtualQuota } from './virtualApi.js';
import { virtualTime, type VirtualTime } from './virtualTime.js';

/** An event, and when it came. */
export type EmittedEvent = WatchEvent & { readonly at: number };

/** A call, and when it was made. */
export interface Asked {
  readonly at: number;
  readonly operation: Operation;
  readonly jobName: string | undefined;
  readonly input: Readonly<Record<string, unknown>>;
  readonly options: CallOptions;
}

/** A fleet in a time of its own. */
export interface Fleet {
  readonly time: VirtualTime;
  readonly fake: FakeRecommender;
  readonly emitted: readonly EmittedEvent[];
  readonly asked: readonly Asked[];
  /** What the fleet failed with. */
  readonly error: () => StepstreamError | undefined;
  /** The types of the events about a job; of those about steps what they did. */
  readonly kinds: (jobName: string) => readonly string[];
  readonly leave: () => void;
}

/** How a fleet is set up. */
export interface FleetSetting {
  readonly jobs: readonly JobScript[];
  readonly options?: FleetOptions;
  readonly perSecond?: number;
  readonly behaviours?: ServiceBehaviours;
  /** Whether the fleet knows the quota, and keeps to its share. Default: no. */
  readonly keepsShare?: boolean;
  /** Leaves with this event, counted from 1. */
  readonly take?: number;
  /** Stands next to the world: sees all that the service is asked. */
  readonly wrapper?: (api: RecommenderApi, time: VirtualTime) => RecommenderApi;
}

/** Follows an account of these jobs, from now on, at two calls a second by default. */
export function fleetOf(setting: FleetSetting): Fleet {
  const {
    jobs,
    options,
    perSecond = 2,
    behaviours = {},
    keepsShare = false,
    take: most = Infinity,
    wrapper = (api: RecommenderApi) => api,
  } = setting;
  const time = virtualTime();
  const fake = virtualFake(time, { jobs, behaviours });
  const emitted: EmittedEvent[] = [];
  const asked: Asked[] = [];
  let error: unknown;
  const api = pipe(
    wrapper(virtualApi(fake), time),
    recording(time, asked),
    withLatency(time, 50),
    withVirtualQuota(time, { perSecond, burst: 2 }),
  );
  const following = watchFleet(api, time, options, { perSecond: keepsShare ? perSecond : Infinity })
    .pipe(take(most))
    .subscribe({
      next: event => emitted.push({ ...event, at: time.monotonic() }),
      error: (given: unknown) => (error = given),
    });
  return {
    time,
    fake,
    emitted,
    asked,
    error: () => error as StepstreamError | undefined,
    kinds: jobName => emitted.filter(event => event.jobName === jobName).map(kindOf),
    leave: () => following.unsubscribe(),
  };
}

const kindOf = (event: WatchEvent): string => (event.type === 'step' ? event.change : event.type);

const recording =
  (time: VirtualTime, asked: Asked[]) =>
  (api: RecommenderApi): RecommenderApi => {
    const method =
      <I extends object, O>(operation: Operation, call: (input: I, options: CallOptions) => Promise<O>) =>
      (input: I, options: CallOptions): Promise<O> => {
        const jobName = (input as { JobName?: string }).JobName;
        asked.push({ at: time.monotonic(), operation, jobName, input: input as Asked['input'], options });
        return call(input, options);
      };
    return {
      listSteps: method('listSteps', api.listSteps),
      describeJob: method('describeJob', api.describeJob),
      listJobs: method('listJobs', api.listJobs),
    };
  };

/** A job whose steps all run, for ten hours: nothing of it moves by itself. */
export function running(
  name: string,
  { steps = 2, ...more }: Partial<JobScript> & { steps?: number } = {},
): JobScript {
  const script: StepScript[] = Array.from({ length: steps }, () => ({}));
  const times = { pendingMs: 0, provisioningMs: 0, runMs: 36_000_000 };
  return { name, live: true, maxParallelTests: Math.max(1, steps), ...times, steps: script, ...more };
}

/** A step of a job gets a metric of this value. */
export function measure(fake: FakeRecommender, jobName: string, value: number, index = 0): void {
  fake.editStep(jobName, index, { InferenceBenchmark: { Metrics: { MaxInvocations: value } } });
}

/** When an event showed that value, or a later one. */
export function shownAt(
  emitted: readonly EmittedEvent[],
  jobName: string,
  value: number,
): number | undefined {
  const shows = (event: EmittedEvent): event is StepEvent & EmittedEvent =>
    event.type === 'step' && (event.step.InferenceBenchmark?.Metrics?.MaxInvocations ?? -1) >= value;
  return emitted.find(event => event.jobName === jobName && shows(event))?.at;
}

/** Does this around each call to one operation. */
export const around = (
  operation: Operation,
  act: <T>(jobName: string | undefined, next: () => Promise<T>) => Promise<T>,
): ((api: RecommenderApi) => RecommenderApi) =>
  wrap((call, next) =>
    call.operation === operation ? act(call.jobName, () => next(call.options)) : next(call.options),
  );
