import { expect } from 'chai';
import { pipe } from 'fp-ts/lib/function.js';
import type { RecommenderApi } from '../../../src/api/recommenderApi.js';
import { withWholePages } from '../../../src/api/withWholePages.js';
import type { StepstreamError } from '../../../src/core/errors.js';
import type { WatchEvent } from '../../../src/core/event.js';
import { watchFleet } from '../../../src/live/fleet/watchFleet.js';
import type { FakeRecommender } from '../../../src/testing/index.js';
import { integer, pick, seededRandom } from '../../../src/testing/random.js';
import { virtualApi, virtualFake, withLatency, withVirtualQuota } from '../../support/virtualApi.js';
import { virtualTime } from '../../support/virtualTime.js';
import { serverLog, sortedLines, watchChecker, type WatchChecker } from '../../support/watchChecker.js';
import { disturb, lives, PASSING, scriptOf, stepsOf } from './life.js';

/** What a history came to. */
export interface PlayedFleet {
  readonly events: readonly WatchEvent[];
  readonly ended: 'left' | 'refused';
  /** The final statuses of the jobs that the fleet emitted. */
  readonly statuses: readonly string[];
}

/**
 * Follows an account whose jobs have lives of their own, made of the seed: they start, run, fail, are
 * stopped, deleted or vanish; their steps come, go, change and move, and the times of their last changes
 * lie; calls fail and wait for permits. Fails where the fleet breaks its promise, with the seed in the
 * message.
 */
export async function playFleet(seed: number): Promise<PlayedFleet> {
  try {
    return await play(seed);
  } catch (error) {
    const message = `history ${String(seed)} (repeat it: FLEET=${String(seed)}): ${String(error)}`;
    throw new Error(message, { cause: error });
  }
}

/** The world is disturbed for so long, and then lives on by itself. */
const DISTURBED_MS = 400_000;

const ENDS = ['stopJob', 'deleteJob', 'removeJob'] as const;

async function play(seed: number): Promise<PlayedFleet> {
  const random = seededRandom(seed);
  const chance = (of: number): boolean => random() < of;
  const time = virtualTime(seededRandom(seed + 1e6));
  const fake = virtualFake(time, { seed });
  const ended = Array.from({ length: integer(random, 0, 3) }, (_, n) => `ended-${String(n)}`);
  for (const name of ended) fake.addJob({ name, steps: 2 });
  const names = Array.from({ length: integer(random, 1, 8) }, (_, n) => `job-${String(n)}`);
  for (const name of names) {
    const startsInMs = chance(0.5) ? 0 : integer(random, 0, DISTURBED_MS);
    fake.addJob({ ...scriptOf(random, name), startedAt: fake.now() + startsInMs });
  }
  const log = serverLog();
  /** The steps of each job when the service was asked for them last. */
  const truths = new Map<string, ReturnType<typeof stepsOf>>();
  const perSecond = pick(random, [2, 2, 5, 20]);
  const api = pipe(
    virtualApi(fake),
    inPages(chance(0.4) ? 100 : integer(random, 2, 6), (jobName, steps) => {
      log.listed(steps);
      truths.set(jobName, stepsOf(fake, jobName));
    }),
    chance(0.3) ? inWholeSeconds : same => same,
    withLatency(time, integer(random, 1, 800)),
    withVirtualQuota(time, { perSecond, burst: 2 }),
    withWholePages,
  ) satisfies RecommenderApi;
  const restarts = chance(0.15);

  const events: WatchEvent[] = [];
  const checkers = new Map<string, WatchChecker>();
  let broken: unknown;
  let failed: unknown;
  const following = watchFleet(api, time).subscribe({
    next: event => {
      events.push(event);
      try {
        const checker = checkers.get(event.jobName) ?? watchChecker(event.jobName, log, { restarts });
        checkers.set(event.jobName, checker);
        checker.take(event);
      } catch (error) {
        broken ??= error;
      }
    },
    error: (error: unknown) => (failed = error),
    complete: () => (failed = 'completed'),
  });

  const statusOf = (name: string): string | undefined => fake.world.job(name, fake.now())?.status(fake.now());
  const isEnding = (name: string): boolean => ['STOPPING', 'DELETING'].includes(statusOf(name) ?? '');
  const everySoOften = (meanMs: number, act: () => void): void => {
    time.after(meanMs * 2 * random(), () => {
      if (following.closed || time.monotonic() > DISTURBED_MS) return;
      act();
      everySoOften(meanMs, act);
    });
  };
  everySoOften(20_000, () => {
    const name = pick(random, names);
    // Not once it is over, which the fleet settles then.
    if (lives(fake, name)) disturb(fake, random, { worse: true, restarts }, name);
  });
  everySoOften(chance(0.7) ? 40_000 : 400_000, () => {
    // A first list that is refused as invalid ends a fleet.
    if (events.length === 0) return;
    const fault = fake.fault(pick(random, PASSING), { times: integer(random, 1, 3) });
    time.after(30_000, fault.remove);
  });
  everySoOften(200_000, () => {
    time.leap(random() * 60_000);
  });
  everySoOften(150_000, () => {
    const name = pick(random, names);
    // A second stop would set the steps back that have stopped.
    const end = pick(random, isEnding(name) ? ['removeJob' as const] : ENDS);
    if (!lives(fake, name)) return;
    // The steps of a job that is deleted are stopped.
    if (end === 'deleteJob') fake.stopJob(name);
    fake[end](name);
  });
  const refused = chance(0.04);
  if (refused) {
    time.after(random() * DISTURBED_MS, () => {
      fake.clearFaults();
      fake.fault('accessDenied', { call: { from: 1 } });
    });
  }

  const isGone = (name: string): boolean => (statusOf(name) ?? 'DELETED') === 'DELETED';
  const isThrough = (): boolean =>
    time.monotonic() > DISTURBED_MS && names.every(name => checkers.get(name)?.done() ?? isGone(name));
  await time.until(
    () => broken !== undefined || failed !== undefined || (!refused && isThrough()),
    6 * 3_600_000,
  );
  if (broken !== undefined) throw broken;
  await time.pass(60_000);
  const count = events.length;
  await time.pass(60_000);
  expect(events.length, 'events after the end').equal(count);
  following.unsubscribe();
  await time.pass(900_000);
  expect(time.timers(), 'timers after the end').equal(0);
  expect(fake.stats().openRequests, 'open calls').equal(0);

  const statuses = [...checkers.values()].map(checker => checker.job()?.Status ?? '');
  if (refused) {
    expect((failed as StepstreamError | undefined)?.code).equal('ACCESS_DENIED');
    return { events, ended: 'refused', statuses };
  }
  expect(failed).equal(undefined);
  for (const name of ended) expect(checkers.has(name), `${name} had ended before`).equal(false);
  for (const name of names) compare(fake, name, truths.get(name), checkers.get(name));
  return { events, ended: 'left', statuses };
}

/** What the fleet has emitted for a job equals the state of the service. */
function compare(
  fake: FakeRecommender,
  name: string,
  truth: ReturnType<typeof stepsOf>,
  checker: WatchChecker | undefined,
): void {
  const job = fake.world.job(name, fake.now());
  const status = job?.status(fake.now()) ?? 'DELETED';
  // One that vanished before it was listed, or was being deleted then, was never there for us.
  if (checker === undefined) expect(status, `${name} was never emitted`).equal('DELETED');
  else {
    expect(checker.job()?.Status, name).equal(status);
    if (job === undefined) return;
    const [emitted, listed] = [checker.steps().values(), truth ?? []].map(sortedLines);
    expect(emitted, `the steps of ${name}`).deep.equal(listed);
  }
}

/** Pages of this size at the most; `listed` hears of the steps in them. */
const inPages =
  (MaxResults: number, listed: (jobName: string, steps: readonly unknown[]) => void) =>
  (api: RecommenderApi): RecommenderApi => ({
    ...api,
    listJobs: (input, call) => api.listJobs({ ...input, MaxResults }, call),
    listSteps: async (input, call) => {
      const page = await api.listSteps({ ...input, MaxResults }, call);
      listed(input.JobName, page.Steps ?? []);
      return page;
    },
  });

/** A service whose times of the last change are whole seconds. */
const inWholeSeconds = (api: RecommenderApi): RecommenderApi => {
  const whole = (job: object): object => {
    const { LastModifiedTime } = job as { readonly LastModifiedTime?: unknown };
    return typeof LastModifiedTime === 'number'
      ? { ...job, LastModifiedTime: Math.floor(LastModifiedTime) }
      : job;
  };
  return {
    ...api,
    describeJob: async (input, call) => whole((await api.describeJob(input, call)) as object),
    listJobs: async (input, call) => {
      const { InferenceRecommendationsJobs: jobs, ...page } = await api.listJobs(input, call);
      return {
        ...page,
        ...(jobs && { InferenceRecommendationsJobs: jobs.map(job => whole(job as object)) }),
      };
    },
  };
};
