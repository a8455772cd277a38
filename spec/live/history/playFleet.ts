import { expect } from 'chai';
import { pipe } from 'fp-ts/lib/function.js';
import type { RecommenderApi } from '../../../src/api/recommenderApi.js';
import { withWholePages } from '../../../src/api/withWholePages.js';
import type { StepstreamError } from '../../../src/core/errors.js';
import type { WatchEvent } from '../../../src/core/event.js';
import type { Step } from '../../../src/core/step.js';
import { watchFleet } from '../../../src/live/fleet/watchFleet.js';
import type { FakeRecommender } from '../../../src/testing/index.js';
import { integer, pick, seededRandom } from '../../../src/testing/random.js';
import { serviceBehaviours, type ServiceBehaviours } from '../../../src/testing/index.js';
import { virtualApi, virtualFake, withLatency, withVirtualQuota } from '../../support/virtualApi.js';
import { virtualTime } from '../../support/virtualTime.js';
import { serverLog, sortedLines, watchChecker, type WatchChecker } from '../../support/watchChecker.js';
import { disturb, lives, PASSING, scriptOf, stepsOf } from './life.js';
import { randomlyEvery } from './randomlyEvery.js';

/** What a history came to. */
export interface PlayedFleet {
  readonly events: readonly WatchEvent[];
  readonly ended: 'left' | 'refused';
  /** The final statuses of the jobs that the fleet emitted. */
  readonly statuses: readonly string[];
  readonly behaviours: ServiceBehaviours;
  /** Number of jobs that were reported once more, as they ran again or were created anew. */
  readonly again: number;
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

/** Time in which the first lists of jobs are read, one job a page, in milliseconds. */
const FIRST_MS = 60_000;
/** Jobs that run again, or are created anew, do so within this time. */
const AGAIN_MS = 900_000;
/** Age of the jobs that had ended before, in milliseconds. */
const DAY_MS = 86_400_000;

/**
 * The behaviours of a history. Where pages move with each call, one of two steps with one endpoint name can hide
 * the other, and what is known of them alternates.
 */
function behavioursOf(seed: number): ServiceBehaviours {
  const { sharedEndpoint, ...rest } = serviceBehaviours(seed);
  return { ...rest, ...(rest.listOrder === undefined && sharedEndpoint === true && { sharedEndpoint }) };
}

const ENDS = ['stopJob', 'deleteJob', 'removeJob'] as const;

async function play(seed: number): Promise<PlayedFleet> {
  const random = seededRandom(seed);
  const chance = (of: number): boolean => random() < of;
  const time = virtualTime(seededRandom(seed + 1e6));
  const behaviours = seed % 2 === 0 ? behavioursOf(seed) : {};
  const { revival, recreation, lagMs } = behaviours;
  const isPlain = Object.keys(behaviours).length === 0;
  const fake = virtualFake(time, { seed, behaviours });
  const startedAt = fake.now();
  const ended = Array.from({ length: integer(random, 0, 3) }, (_, n) => `ended-${String(n)}`);
  for (const name of ended) fake.addJob({ name, steps: 2, startedAt: fake.now() - DAY_MS });
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
  const restarts = chance(0.15) && isPlain;
  const maxLives = (revival === undefined ? 1 : 2) * (recreation === undefined ? 1 : 2);

  const events: WatchEvent[] = [];
  const checkers = new Map<string, WatchChecker>();
  /** Those whose steps don't settle. */
  const unsettled = new Set<WatchChecker>();
  const mayMove = ['flips', 'random'].includes(behaviours.listOrder ?? '');
  // Only lists that move with each call may cause that for ever, and equal rows on two pages, which may be one step.
  const mayNotSettle = mayMove || behaviours.sharedEndpoint === true;
  const isOver = (checker: WatchChecker): boolean =>
    checker.done() || (mayNotSettle && unsettled.has(checker));
  /** How often each job began to be reported. */
  const reported = new Map<string, number>();
  let broken: unknown;
  let failed: unknown;
  const following = watchFleet(api, time).subscribe({
    next: event => {
      events.push(event);
      try {
        if (process.env.FLEET !== undefined) trace(time.monotonic(), event);
        let checker = checkers.get(event.jobName);
        if (checker === undefined || checker.done()) {
          const life = (reported.get(event.jobName) ?? 0) + 1;
          reported.set(event.jobName, life);
          expect(life, `lives of ${event.jobName}`).most(maxLives);
          const revivals = revival !== undefined;
          const options = { restarts: restarts || revivals, revivals };
          checker = watchChecker(event.jobName, isPlain ? log : undefined, options);
          checkers.set(event.jobName, checker);
        }
        checker.take(event);
        if (event.type === 'stale' && (event.cause as StepstreamError).code === 'UNSETTLED')
          unsettled.add(checker);
        if (event.type === 'fresh') unsettled.delete(checker);
      } catch (error) {
        broken ??= error;
      }
    },
    error: (error: unknown) => (failed = error),
    complete: () => (failed = 'completed'),
  });

  const statusOf = (name: string): string | undefined => fake.world.job(name, fake.now())?.status(fake.now());
  const isEnding = (name: string): boolean => ['STOPPING', 'DELETING'].includes(statusOf(name) ?? '');
  const randomly = randomlyEvery(time, random, () => following.closed || time.monotonic() > DISTURBED_MS);
  randomly(20_000, () => {
    const name = pick(random, names);
    // Not once it is over, which the fleet settles then.
    if (lives(fake, name)) disturb(fake, random, { worse: true, restarts }, name);
  });
  randomly(chance(0.7) ? 40_000 : 400_000, () => {
    // A first list that is refused as invalid ends a fleet.
    if (events.length === 0) return;
    const fault = fake.fault(pick(random, PASSING), { times: integer(random, 1, 3) });
    time.after(30_000, fault.remove);
  });
  randomly(200_000, () => {
    time.leap(random() * 60_000);
  });
  randomly(150_000, () => {
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
  // One that had ended when it could be listed first was over before, as far as can be known.
  const wasNeverThere = (name: string): boolean =>
    isGone(name) ||
    (fake.world.job(name, fake.now())?.completedAt(fake.now()) ?? Infinity) < startedAt + FIRST_MS;
  const isThrough = (): boolean =>
    time.monotonic() > DISTURBED_MS + (maxLives > 1 || mayMove ? AGAIN_MS : 0) &&
    names.every(name => {
      const checker = checkers.get(name);
      return !lives(fake, name) && (checker === undefined ? wasNeverThere(name) : isOver(checker));
    });
  await time.until(
    () => broken !== undefined || failed !== undefined || (!refused && isThrough()),
    6 * 3_600_000,
  );
  if (broken !== undefined) throw broken;
  await time.pass(60_000);
  const count = events.length;
  await time.pass(60_000);
  if (unsettled.size === 0 && maxLives === 1) expect(events.length, 'events after the end').equal(count);
  following.unsubscribe();
  await time.pass(900_000);
  expect(time.timers(), 'timers after the end').equal(0);
  expect(fake.stats().openRequests, 'open calls').equal(0);

  const statuses = [...checkers.values()].map(checker => checker.job()?.Status ?? '');
  if (refused) {
    expect((failed as StepstreamError | undefined)?.code).equal('ACCESS_DENIED');
    return { events, ended: 'refused', statuses, behaviours, again: 0 };
  }
  expect(failed).equal(undefined);
  for (const name of ended) expect(checkers.has(name), `${name} had ended before`).equal(false);
  // A step that is listed after the end of its job can be missed where the list of steps lags.
  const stepsAreCertain = !mayMove && lagMs === undefined;
  for (const name of names) {
    if (checkers.get(name)?.done() === false) continue;
    // The one that was created anew was gone before it was seen; or its steps were, before a replica had them.
    if (isGone(name) && (recreation !== undefined || lagMs !== undefined)) continue;
    // A job that runs again within a minute after it was done isn't reported again.
    if (revival !== undefined) continue;
    const truth = lagMs === undefined ? truths.get(name) : stepsOf(fake, name);
    if (!checkers.has(name) && wasNeverThere(name)) continue;
    compare(
      fake,
      name,
      truth,
      checkers.get(name),
      stepsAreCertain ? (isPlain ? sortedLines : sortedLoosely) : () => [],
    );
  }
  const again = [...reported.values()].filter(count => count > 1).length;
  return { events, ended: 'left', statuses, behaviours, again };
}

/** What the fleet has emitted for a job equals the state of the service. */
function compare(
  fake: FakeRecommender,
  name: string,
  truth: ReturnType<typeof stepsOf>,
  checker: WatchChecker | undefined,
  linesOf: (steps: Iterable<Step>) => readonly string[],
): void {
  const job = fake.world.job(name, fake.now());
  const status = job?.status(fake.now()) ?? 'DELETED';
  // One that vanished before it was listed, or was being deleted then, was never there for us.
  if (checker === undefined) expect(status, `${name} was never emitted`).equal('DELETED');
  else {
    expect(checker.job()?.Status, name).equal(status);
    if (job === undefined) return;
    const [emitted, listed] = [checker.steps().values(), truth ?? []].map(linesOf);
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

/** Steps whatever their order, and whatever the order of their environment parameters. */
const sortedLoosely = (steps: Iterable<Step>): readonly string[] =>
  sortedLines(
    [...steps].map(step => {
      const { InferenceBenchmark: benchmark } = step;
      const parameters = benchmark?.ModelConfiguration.EnvironmentParameters;
      if (benchmark === undefined || parameters === undefined) return step;
      const EnvironmentParameters = [...parameters].sort((a, b) => (a.Key < b.Key ? -1 : 1));
      const ModelConfiguration = { ...benchmark.ModelConfiguration, EnvironmentParameters };
      return { ...step, InferenceBenchmark: { ...benchmark, ModelConfiguration } };
    }),
  );

/** Prints an event of the one history that is repeated. */
function trace(at: number, event: WatchEvent): void {
  const what =
    event.type === 'step'
      ? `${event.change} ${event.key} ${event.step.Status}`
      : event.type === 'job' || event.type === 'done'
        ? event.job.Status
        : event.type === 'stale'
          ? String(event.cause)
          : '';
  console.log(`${(at / 1_000).toFixed(1)} ${event.jobName} ${event.type} ${what}`);
}
