import { pipe } from 'fp-ts/lib/function.js';
import type { RecommenderApi } from '../src/api/recommenderApi.js';
import type { Step } from '../src/core/step.js';
import { seededRandom } from '../src/testing/random.js';
import { virtualApi, virtualFake, withLatency, withVirtualQuota } from '../spec/support/virtualApi.js';
import { virtualTime, type VirtualTime } from '../spec/support/virtualTime.js';
import { quantile } from './measure.js';

const STEPS = 20;
export const QUOTA = { perSecond: 2, burst: 2 };
const LATENCY_MS = 50;
/** Everything is quiet for so long, so that everybody knows the account before it is measured. */
const WARM_UP_MS = 900_000;
const HOUR_MS = 3_600_000;
const POLL = 'ListInferenceRecommendationsJobSteps';

/** An account full of running jobs, in virtual time. */
export interface Account {
  readonly time: VirtualTime;
  readonly api: RecommenderApi;
  readonly names: readonly string[];
  /** A poller tells of a step that it has seen. */
  readonly saw: (step: Step) => void;
}

/** What a poller took, in the hour that is measured. */
export interface Measured {
  readonly calls: number;
  /** Milliseconds from a change to the event that shows it, of all changes; `Infinity` where none did. */
  readonly latencies: readonly number[];
  /** Calls that the service refused for their rate. */
  readonly throttles: number;
  /** Part of the calls that list no steps: lists of jobs, and descriptions. */
  readonly otherCalls: number;
}

/** What the account is like. */
export interface Setting {
  readonly jobs: number;
  /** Whether the time of a job's last change moves with its steps. */
  readonly moves: boolean;
  /** Changes a second, over all jobs; 0 is a quiet hour. Default 1. */
  readonly perSecond?: number;
}

/**
 * Lets a poller follow an account for an hour. Each change puts its own number into a metric of a step of
 * some job, so that an event tells which changes it shows: this one, and those of this step before it.
 */
export async function follow(
  { jobs, moves, perSecond = 1 }: Setting,
  start: (account: Account) => () => void,
): Promise<Measured> {
  const random = seededRandom(jobs);
  const time = virtualTime(random);
  const names = Array.from({ length: jobs }, (_, n) => `job-${String(n)}`);
  const service = virtualFake(time, { quota: QUOTA, jobs: names.map(name => script(name, moves)) });
  // What the service says of all comes from a moment at which every step runs.
  service.advance(1_000);
  const api = pipe(virtualApi(service), withLatency(time, LATENCY_MS), withVirtualQuota(time, QUOTA));

  const open = new Map<string, { readonly change: number; readonly at: number }[]>();
  const latencies: number[] = [];
  const saw = (step: Step): void => {
    const { EndpointConfiguration, Metrics } = step.InferenceBenchmark ?? {};
    const shown = Metrics?.MaxInvocations ?? -1;
    const key = `${step.JobName} ${EndpointConfiguration?.EndpointName ?? ''}`;
    const waiting = open.get(key) ?? [];
    for (const { change, at } of waiting) if (change <= shown) latencies.push(time.monotonic() - at);
    open.set(
      key,
      waiting.filter(({ change }) => change > shown),
    );
  };
  const stop = start({ time, api, names, saw });
  await time.pass(WARM_UP_MS);

  const before = service.stats();
  if (perSecond === 0) await time.pass(HOUR_MS);
  let early = 0;
  for (let change = 0; change < (HOUR_MS / 1_000) * perSecond; change++) {
    // Somewhere within its second, so that nobody's rhythm meets it.
    const late = random();
    await time.pass(((1 + late - early) * 1_000) / perSecond);
    early = late;
    const name = names[Math.floor(random() * names.length)]!;
    const index = Math.floor(random() * STEPS);
    service.editStep(name, index, { InferenceBenchmark: { Metrics: { MaxInvocations: change } } });
    const step = service.world.job(name, service.now())!.steps(service.now())[index]!.wire;
    const key = `${name} ${step.InferenceBenchmark?.EndpointConfiguration?.EndpointName ?? ''}`;
    open.set(key, [...(open.get(key) ?? []), { change, at: time.monotonic() }]);
  }
  const after = service.stats();
  // What was changed last may be shown a round later.
  await time.pass(HOUR_MS / 4);
  stop();
  const lost = [...open.values()].flat().map(() => Infinity);
  const calls = after.calls - before.calls;
  const polls = (after.callsByOperation[POLL] ?? 0) - (before.callsByOperation[POLL] ?? 0);
  return {
    calls,
    otherCalls: (calls - polls) / Math.max(1, calls),
    throttles: after.throttles,
    latencies: [...latencies, ...lost],
  };
}

/** A job of which every step runs, for longer than it is looked at. */
const script = (name: string, modifiedBySteps: boolean) => ({
  name,
  live: true,
  modifiedBySteps,
  pendingMs: 0,
  provisioningMs: 0,
  runMs: 10 * HOUR_MS,
  maxParallelTests: STEPS,
  steps: Array.from({ length: STEPS }, () => ({})),
});

/** Seconds, as a table shows them. */
export function seconds(latencies: readonly number[], share: number): string {
  const ms = quantile(latencies, share);
  return ms === Infinity ? 'never' : `${(ms / 1_000).toFixed(1)} s`;
}
