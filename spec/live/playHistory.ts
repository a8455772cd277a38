import { expect } from 'chai';
import { pipe } from 'fp-ts/lib/function.js';
import type { RecommenderApi } from '../../src/api/recommenderApi.js';
import { withWholePages } from '../../src/api/withWholePages.js';
import { StepstreamError } from '../../src/core/errors.js';
import { isTerminal } from '../../src/core/status.js';
import type { WatchEvent } from '../../src/core/event.js';
import { decodeStep } from '../../src/decode/decodeStep.js';
import { watchJob } from '../../src/live/watchJob.js';
import type { FakeRecommender, FaultKind, JobScript } from '../../src/testing/index.js';
import { integer, pick, seededRandom, type Random } from '../../src/testing/random.js';
import { virtualApi, virtualFake, withLatency } from '../support/virtualApi.js';
import { virtualTime } from '../support/virtualTime.js';
import { serverLog, sortedLines, watchChecker } from '../support/watchChecker.js';

const JOB = 'job';

/** Faults that pass, each for a few calls. */
const PASSING: readonly FaultKind[] = [
  'throttle',
  'throttleWithRetryAfter',
  'internalError',
  'unavailableHtml',
  'resetBeforeResponse',
  'resetInsideBody',
  'cutBody',
  'truncatedJson',
  'invalidJson',
  'missingList',
  'badTimestamp',
  'wrongType',
  'missingRequiredField',
  'emptyPage',
  'repeatedToken',
  'tokenCycle',
  'expiredToken',
  'expiredToken',
  'expiredCredentials',
  'unrecognizedClient',
  'accessDenied',
  'clockSkew',
];

/** What a history came to. */
export interface Played {
  readonly events: readonly WatchEvent[];
  readonly ended: 'done' | 'left' | 'refused';
  readonly status: string | undefined;
}

/**
 * Watches a job with a life of its own, made of the seed: it starts, runs, fails, is stopped, deleted or
 * vanishes; steps come, go, change and move; calls fail, the wall clock is set, the machine sleeps. Fails
 * where the watch breaks its promise, with the seed in the message.
 */
export async function playHistory(seed: number): Promise<Played> {
  const { now } = Date;
  let offset = 0;
  Date.now = () => now() + offset;
  try {
    return await play(seed, ms => (offset += ms));
  } catch (error) {
    const message = `history ${String(seed)} (repeat it: HISTORY=${String(seed)}): ${String(error)}`;
    throw new Error(message, { cause: error });
  } finally {
    Date.now = now;
  }
}

async function play(seed: number, setClock: (byMs: number) => void): Promise<Played> {
  const random = seededRandom(seed);
  const chance = (of: number): boolean => random() < of;
  const time = virtualTime(seededRandom(seed + 1e6));
  const fake = virtualFake(time, { seed, jobs: [scriptOf(random)] });
  const log = serverLog();
  const pageSize = chance(0.4) ? 100 : integer(random, 2, 6);
  const api = pipe(
    virtualApi(fake),
    listed => ({
      ...listed,
      listSteps: async (input, call) => {
        const page = await listed.listSteps({ ...input, MaxResults: pageSize }, call);
        log.listed(page.Steps ?? []);
        return page;
      },
    }),
    withLatency(time, integer(random, 0, 1_500)),
    withWholePages,
  ) satisfies RecommenderApi;
  const restarts = chance(0.15);
  const checker = watchChecker(JOB, log, { restarts });

  const events: WatchEvent[] = [];
  let ended: unknown;
  let truth: readonly string[] | undefined;
  let broken: unknown;
  const watching = watchJob(api, time, JOB, { minIntervalMs: 5_000, maxIntervalMs: 20_000 }).subscribe({
    next: event => {
      events.push(event);
      if (event.type === 'done') truth = stepsOf(fake);
      try {
        checker.take(event);
      } catch (error) {
        broken ??= error;
      }
    },
    error: (error: unknown) => (ended = error),
    complete: () => (ended = 'done'),
  });

  const refused = chance(0.03);
  const left = chance(0.08);
  /** Whether the world may still be changed: not once the job is over, which the watch settles then. */
  const lives = (): boolean => {
    const status = fake.world.job(JOB, fake.now())?.status(fake.now());
    return status !== undefined && !isTerminal(status);
  };
  const everySoOften = (meanMs: number, act: () => void): void => {
    time.after(meanMs * 2 * random(), () => {
      if (ended !== undefined || watching.closed) return;
      act();
      everySoOften(meanMs, act);
    });
  };
  everySoOften(chance(0.5) ? 60_000 : 600_000, () => {
    if (lives()) disturb(fake, random, restarts);
  });
  everySoOften(chance(0.7) ? 60_000 : 400_000, () => {
    const fault = fake.fault(pick(random, PASSING), { times: integer(random, 1, 3) });
    time.after(30_000, fault.remove);
  });
  everySoOften(300_000, () => {
    if (chance(0.5)) setClock((random() - 0.5) * 7_200_000);
    else time.leap(random() * 100_000);
  });
  if (chance(0.3)) {
    const end = pick(random, ['stopJob', 'deleteJob', 'removeJob'] as const);
    time.after(random() * 300_000, () => {
      if (lives()) fake[end](JOB);
    });
  }
  if (refused) {
    time.after(random() * 100_000, () => {
      fake.clearFaults();
      fake.fault('accessDenied', { call: { from: 1 } });
    });
  }
  if (left) time.after(random() * 300_000, () => watching.unsubscribe());

  await time.until(() => ended !== undefined || watching.closed || broken !== undefined, 4 * 3_600_000);
  if (broken !== undefined) throw broken;
  const count = events.length;
  await time.pass(1_800_000);
  expect(events.length, 'events after the end').equal(count);
  expect(time.timers(), 'timers after the end').equal(0);
  expect(fake.stats().openRequests, 'open calls').equal(0);
  const status = checker.job()?.Status;
  if (watching.closed && ended === undefined) return { events, ended: 'left', status };
  if (refused && ended instanceof StepstreamError && ended.code === 'ACCESS_DENIED') {
    return { events, ended: 'refused', status };
  }
  expect(ended).equal('done');
  expect(events.at(-1)?.type).equal('done');
  expect(isTerminal(status ?? '')).equal(true);
  if (truth !== undefined) {
    expect(sortedLines(checker.steps().values()), 'the steps at the end').deep.equal(truth);
    const now = fake.world.job(JOB, fake.now())?.status(fake.now());
    expect(status).equal(now);
  } else expect(status).equal('DELETED');
  return { events, ended: 'done', status };
}

/** The steps of the job as the service has them now; undefined where it is gone. */
function stepsOf(fake: FakeRecommender): readonly string[] | undefined {
  const views = fake.world.job(JOB, fake.now())?.steps(fake.now());
  return (
    views &&
    sortedLines(
      views.flatMap(({ wire }) => {
        const step = decodeStep(wire);
        return step._tag === 'Right' ? [step.right] : [];
      }),
    )
  );
}

function scriptOf(random: Random): JobScript {
  return {
    name: JOB,
    live: true,
    steps: integer(random, 0, 14),
    status: pick(random, ['COMPLETED', 'COMPLETED', 'FAILED', 'STOPPED']),
    maxParallelTests: integer(random, 1, 8),
    pendingMs: integer(random, 0, 20_000),
    provisioningMs: integer(random, 1_000, 40_000),
    runMs: integer(random, 1_000, 60_000),
    stoppingMs: integer(random, 0, 30_000),
    lateSteps: random() < 0.3 ? 1 : 0,
    modifiedBySteps: random() < 0.5,
  };
}

/** Something happens to the steps. */
function disturb(fake: FakeRecommender, random: Random, restarts: boolean): void {
  const job = fake.world.job(JOB, fake.now());
  const count = job?.steps(fake.now()).length ?? 0;
  const index = integer(random, 0, Math.max(0, count - 1));
  const what = pick(random, ['add', 'remove', 'move', 'move', 'worse', 'worse', 'restart'] as const);
  if (what === 'add') fake.addStep(JOB, { provisioningMs: 5_000, runMs: 20_000 });
  else if (count === 0) return;
  else if (what === 'remove') fake.removeStep(JOB, index);
  else if (what === 'move') move(fake, random);
  else if (what === 'worse') {
    const Metrics = { CostPerInference: random(), CostPerHour: random(), MaxInvocations: 1, ModelLatency: 5 };
    fake.editStep(JOB, index, { InferenceBenchmark: { Metrics } });
  } else if (restarts) fake.editStep(JOB, index, { Status: pick(random, ['IN_PROGRESS', 'COMPLETED']) });
}

/** The steps are listed in another order: one goes to the front. */
function move(fake: FakeRecommender, random: Random): void {
  // As many as the script has, those included that aren't listed yet; a wrong guess is refused.
  for (let count = 1; count <= 40; count++) {
    const first = integer(random, 0, count - 1);
    const order = [first, ...Array.from({ length: count }, (_, i) => i).filter(i => i !== first)];
    try {
      fake.reorderSteps(JOB, order);
      return;
    } catch {
      // Another number of steps.
    }
  }
}
