import { expect } from 'chai';
import { pipe } from 'fp-ts/lib/function.js';
import type { ServiceApi } from '../../../src/api/serviceApi.js';
import { withWholePages } from '../../../src/api/withWholePages.js';
import { NotFoundError, type StepstreamError } from '../../../src/core/errors.js';
import type { WatchedJob, WatchEvent } from '../../../src/core/event.js';
import { jobKindOf, qualifiedName } from '../../../src/core/jobKind.js';
import { fetchAIJob } from '../../../src/live/ai/fetchAIJob.js';
import { watchAnyFleet } from '../../../src/live/watchAnyFleet.js';
import { BENCHMARK_JOBS, RECOMMENDATION_JOBS, type AIKind } from '../../../src/paging/aiJobs.js';
import {
  serviceBehaviours,
  type FakeRecommender,
  type ServiceBehaviours,
} from '../../../src/testing/index.js';
import { integer, pick, seededRandom, type Random } from '../../../src/testing/random.js';
import { virtualApi, virtualFake, withLatency, withVirtualQuota } from '../../support/virtualApi.js';
import { virtualTime, type VirtualTime } from '../../support/virtualTime.js';
import { watchChecker, type WatchChecker } from '../../support/watchChecker.js';
import { PASSING } from './life.js';
import { randomlyEvery } from './randomlyEvery.js';
import { trace } from './trace.js';

/** What a history of both generations came to. */
export interface PlayedBoth {
  readonly events: readonly WatchEvent[];
  readonly behaviours: ServiceBehaviours;
  /** The final statuses of the AI jobs that the fleet emitted. */
  readonly statuses: readonly string[];
  /** Number of AI jobs that were reported once more, as they ran again or were created anew. */
  readonly again: number;
}

/**
 * Follows an account with jobs of all kinds, some of which have the same names: they start, run, fail, are stopped or
 * vanish, and the service behaves as the seed says. Fails where the fleet breaks its promise, with the seed in the
 * message.
 */
export async function playBoth(seed: number): Promise<PlayedBoth> {
  try {
    return await play(seed);
  } catch (error) {
    const message = `history ${String(seed)} (repeat it: BOTH=${String(seed)}): ${String(error)}`;
    throw new Error(message, { cause: error });
  }
}

/** The world is disturbed for so long, and then lives on by itself. */
const DISTURBED_MS = 400_000;
/** Time in which the first lists of jobs are read, one job a page, in milliseconds. */
const FIRST_MS = 60_000;
/** Jobs that run again, or are created anew, have ended within this time. */
const AGAIN_MS = 1_200_000;

interface AIName {
  readonly kind: AIKind;
  readonly name: string;
}

const KINDS = ['recommendation', 'benchmark'] as const;

async function play(seed: number): Promise<PlayedBoth> {
  const random = seededRandom(seed);
  const time = virtualTime(seededRandom(seed + 1e6));
  const behaviours = seed % 2 === 0 ? serviceBehaviours(seed) : {};
  const fake = virtualFake(time, { seed, behaviours });
  const firstListedAt = fake.now() + FIRST_MS;
  const ai = addJobs(fake, random);
  const mayRepeat = behaviours.revival !== undefined || behaviours.recreation !== undefined;
  const perSecond = pick(random, [2, 5, 20]);
  const plain = virtualApi(fake);
  const api = pipe(
    plain,
    withLatency(time, integer(random, 1, 800)),
    withVirtualQuota(time, { perSecond, burst: 2 }),
    withWholePages,
  );
  const events: WatchEvent[] = [];
  const checkers = new Map<string, WatchChecker>();
  /** How often each job began to be reported. */
  const reported = new Map<string, number>();
  let broken: unknown;
  const following = watchAnyFleet(api, time, {
    kinds: ['classic', ...KINDS],
    childBenchmarks: random() < 0.2,
  }).subscribe({
    next: event => {
      events.push(event);
      if (process.env.BOTH !== undefined) trace(time.monotonic(), event);
      try {
        let checker = checkers.get(event.jobName);
        if (checker === undefined || checker.done()) {
          reported.set(event.jobName, (reported.get(event.jobName) ?? 0) + 1);
          checker = watchChecker(event.jobName, undefined, { revivals: mayRepeat, restarts: mayRepeat });
          checkers.set(event.jobName, checker);
        }
        checker.take(event);
      } catch (error) {
        broken ??= error;
      }
    },
    error: (error: unknown) => (broken ??= error),
    complete: () => (broken ??= new Error('completed')),
  });

  disturb(fake, time, random, ai, () => following.closed);
  const isThrough = (): boolean =>
    time.monotonic() > DISTURBED_MS + (mayRepeat ? AGAIN_MS : 60_000) &&
    ai.every(one => isQuiet(fake, one)) &&
    [...checkers.values()].every(checker => checker.done());
  await time.until(() => broken !== undefined || isThrough(), 4 * 3_600_000);
  if (broken !== undefined) throw broken;
  await time.pass(120_000);
  following.unsubscribe();
  await time.pass(900_000);
  expect(time.timers(), 'timers after the end').equal(0);
  expect(fake.stats().openRequests, 'open calls').equal(0);

  const aiNames = [...reported.keys()].filter(name => jobKindOf(name) !== 'classic');
  expect(aiNames.filter(name => name.endsWith('/ended-before'))).empty;
  for (const one of ai) {
    const checker = checkers.get(qualifiedName(one));
    // One that had ended when it could be listed first was over before, as far as can be known.
    if (checker === undefined && endOf(fake, one) < firstListedAt) continue;
    await compare(plain, one, checker, mayRepeat);
  }
  if (!mayRepeat)
    for (const name of aiNames) expect(reported.get(name), `times that ${name} was reported`).equal(1);
  return {
    events,
    behaviours,
    statuses: aiNames.map(name => checkers.get(name)?.job()?.Status ?? ''),
    again: aiNames.filter(name => (reported.get(name) ?? 0) > 1).length,
  };
}

/** Jobs of all kinds, and one of each AI kind that has ended a day ago. Returns the AI jobs that live meanwhile. */
function addJobs(fake: FakeRecommender, random: Random): readonly AIName[] {
  const day = 86_400_000;
  fake.addAiJob({ name: 'ended-before', runMs: 60_000, startedAt: fake.now() - day });
  fake.addAiBenchmark({ name: 'ended-before', runMs: 60_000, startedAt: fake.now() - day });
  for (let n = 0; n < integer(random, 0, 2); n++)
    fake.addJob({ name: `job-${String(n)}`, steps: integer(random, 0, 4), live: true, runMs: 20_000 });
  return KINDS.flatMap(kind =>
    Array.from({ length: integer(random, 1, 3) }, (_, n) => {
      const script = {
        name: `job-${String(n)}`,
        startedAt: fake.now() + (random() < 0.4 ? 0 : integer(random, 0, DISTURBED_MS)),
        runMs: pick(random, [3_000, 60_000, 200_000, 400_000]),
        stoppingMs: integer(random, 0, 60_000),
        status: pick(random, ['Completed', 'Completed', 'Failed', 'Stopped'] as const),
      };
      if (kind === 'benchmark') fake.addAiBenchmark(script);
      else fake.addAiJob({ ...script, recommendations: pick(random, ['model', 'model', 'model', 'absent']) });
      return { kind, name: script.name };
    }),
  );
}

function disturb(
  fake: FakeRecommender,
  time: VirtualTime,
  random: Random,
  jobs: readonly AIName[],
  isOver: () => boolean,
): void {
  const randomly = randomlyEvery(time, random, () => isOver() || time.monotonic() > DISTURBED_MS);
  randomly(60_000, () => {
    // A first list that is refused as invalid ends a fleet.
    if (fake.stats().calls < 10) return;
    const fault = fake.fault(pick(random, PASSING), { times: integer(random, 1, 3) });
    time.after(30_000, fault.remove);
  });
  randomly(200_000, () => {
    time.leap(random() * 60_000);
  });
  randomly(150_000, () => {
    const { kind, name } = pick(random, jobs);
    if (!isThere(fake, { kind, name })) return;
    const what = pick(random, ['remove', 'edit', 'stop', 'stop']);
    if (what === 'remove') fake.removeAiJob(kind, name);
    else if (what === 'edit') fake.editAiJob(kind, name, { FailureReason: 'changed' });
    else if (isRunning(fake, { kind, name })) fake.stopAiJob(kind, name);
  });
}

/** The job of this name at present, as the world has it. */
const jobOf = (fake: FakeRecommender, { kind, name }: AIName) =>
  (kind === 'benchmark' ? fake.ai.benchmarks : fake.ai.recommendations).at(name, fake.now());
/** The moment at which the job of this name ended; `Infinity` where it hasn't. */
const endOf = (fake: FakeRecommender, job: AIName): number =>
  jobOf(fake, job)?.life.endedAt(fake.now()) ?? Infinity;
const isThere = (fake: FakeRecommender, job: AIName): boolean => jobOf(fake, job) !== undefined;
const isRunning = (fake: FakeRecommender, job: AIName): boolean =>
  jobOf(fake, job)?.life.status(fake.now()) === 'InProgress';
/** Whether the job has ended, or is gone. */
const isQuiet = (fake: FakeRecommender, job: AIName): boolean =>
  !['InProgress', 'Stopping', 'Pending'].includes(jobOf(fake, job)?.life.status(fake.now()) ?? '');

/** What the fleet has emitted for a job equals the state of the service. */
async function compare(
  api: ServiceApi,
  { kind, name }: AIName,
  checker: WatchChecker | undefined,
  mayRepeat: boolean,
): Promise<void> {
  const jobName = qualifiedName({ kind, name });
  const { signal } = new AbortController();
  const fetch = kind === 'benchmark' ? fetchAIJob(api, BENCHMARK_JOBS, name, signal) : undefined;
  const fetched = await (fetch ?? fetchAIJob(api, RECOMMENDATION_JOBS, name, signal)).catch(
    (error: unknown) => {
      if (error instanceof NotFoundError) return undefined;
      throw error as StepstreamError;
    },
  );
  const job: WatchedJob | undefined =
    fetched?.decoded._tag === 'Right' ? fetched.decoded.right : fetched?.basics;
  // One that vanished before it was listed was never there for us; one that is gone may have ended before.
  if (job === undefined || mayRepeat) return;
  expect(checker?.job()?.Status, jobName).equal(job.Status);
  expect([...(checker?.steps().values() ?? [])], `the recommendations of ${jobName}`).deep.equal(
    fetched?.recommendations.steps,
  );
}
