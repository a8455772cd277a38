import { expect } from 'chai';
import { pipe } from 'fp-ts/lib/function.js';
import { withWholePages } from '../../../src/api/withWholePages.js';
import { StepstreamError } from '../../../src/core/errors.js';
import type { Observable } from 'rxjs';
import type { KnownState } from '../../../src/core/knownState.js';
import type { WatchEvent } from '../../../src/core/event.js';
import { isTerminal } from '../../../src/core/status.js';
import { fetchJob } from '../../../src/live/job/fetchJob.js';
import { endpointOf } from '../../../src/live/job/matchSteps.js';
import { watchJob } from '../../../src/live/watchJob.js';
import type { ScriptedFault } from '../../../src/testing/index.js';
import { integer, pick, seededRandom } from '../../../src/testing/random.js';
import { withWallClock } from '../../support/fakeClock.js';
import { virtualApi, virtualFake, withLatency } from '../../support/virtualApi.js';
import { virtualTime } from '../../support/virtualTime.js';
import { serverLog, sortedLines, watchChecker } from '../../support/watchChecker.js';
import { disturb, JOB, lives, move, PASSING, scriptOf, stepsOf } from './life.js';
import { trace } from './trace.js';
import { withCuts } from './withCuts.js';
import { whims } from './whims.js';
import { randomlyEvery } from './randomlyEvery.js';

/** What a history came to. */
export interface Played {
  readonly events: readonly WatchEvent[];
  readonly ended: 'done' | 'left' | 'refused';
  readonly status: string | undefined;
}

/**
 * Watches a job with a life of its own, made of the seed: it starts, runs, fails, is stopped, deleted or
 * vanishes; steps come, go, change and move; calls fail, the wall clock is set, the machine sleeps. Fails
 * where the watch breaks its promise, with the seed in the message. `isCut`: at random moments the watch ends, and
 * another one goes on from what was known by then; all of them together have to keep the promise.
 */
export async function playHistory(seed: number, isCut = false): Promise<Played> {
  let offset = 0;
  try {
    return await withWallClock(
      () => offset,
      () => play(seed, isCut, ms => (offset += ms)),
    );
  } catch (error) {
    const message = `history ${String(seed)} (repeat it: ${isCut ? 'CUT' : 'HISTORY'}=${String(seed)}): ${String(error)}`;
    throw new Error(message, { cause: error });
  }
}

/** Mean times between two cuts of a watch, in milliseconds. */
const CUTS_EVERY_MS = [30_000, 120_000];

async function play(seed: number, isCut: boolean, setClock: (byMs: number) => void): Promise<Played> {
  const random = seededRandom(seed);
  const chance = (of: number): boolean => random() < of;
  const time = virtualTime(seededRandom(seed + 1e6));
  const script = scriptOf(random);
  const fake = virtualFake(time, { seed, jobs: [script] });
  const log = serverLog();
  const count = (): number | undefined => stepsOf(fake)?.length;
  const mayMove = (): boolean => lives(fake);
  const { wrapper, reading, twice, between, kind } = whims(
    random,
    log,
    mayMove,
    () => move(fake, random),
    count,
  );
  const restarts = kind !== 'old' && chance(0.15);
  const plain = virtualApi(fake);
  const api = pipe(plain, wrapper, withLatency(time, integer(random, 0, 1_500)), withWholePages);
  const checker = watchChecker(JOB, log, { restarts });

  const events: WatchEvent[] = [];
  let came = (script.steps as readonly unknown[]).length;
  let ended: unknown;
  let broken: unknown;

  function check(event: WatchEvent): void {
    events.push(event);
    checker.take(event);
    if (event.type !== 'step' || event.change !== 'removed' || twice()) return;
    const endpoint = endpointOf(event.step);
    const there = stepsOf(fake)?.some(step => endpoint !== undefined && endpointOf(step) === endpoint);
    expect(there, `${event.key} was removed and is there`).not.equal(true);
  }
  const watch = (known?: KnownState): Observable<WatchEvent> =>
    watchJob(api, time, JOB, { minIntervalMs: 5_000, maxIntervalMs: 20_000, known });
  const cuts = seededRandom(seed + 2e6);
  const watched = isCut ? withCuts(JOB, time, cuts, pick(cuts, CUTS_EVERY_MS), watch) : watch();
  const watching = watched.subscribe({
    next: event => {
      if ((process.env.HISTORY ?? process.env.CUT) !== undefined) trace(time.monotonic(), event);
      try {
        check(event);
      } catch (error) {
        broken ??= error;
      }
    },
    error: (error: unknown) => (ended = error),
    complete: () => (ended = 'done'),
  });

  const randomly = randomlyEvery(time, random, () => ended !== undefined || watching.closed);
  const faultsEvery = chance(0.7) ? 40_000 : 400_000;
  let fault: ScriptedFault | undefined;
  randomly(faultsEvery, () => {
    // Tokens that go round make no sense any more once they stop in the middle of a list.
    if (chance(0.1)) {
      const operation = 'ListInferenceRecommendationsJobSteps';
      const loop = fake.fault(pick(random, ['repeatedToken', 'tokenCycle']), { operation });
      time.after(20_000, () => between(loop.remove));
      return;
    }
    fault?.remove();
    const what = pick(random, PASSING);
    // Twice in a row without a list is an empty list: that would be one more whim.
    const set = (fault = fake.fault(what, { times: what === 'missingList' ? 1 : integer(random, 1, 3) }));
    time.after(30_000, () => set.remove());
  });
  randomly(chance(0.5) ? 20_000 : 300_000, () => {
    if (lives(fake) && !reading() && disturb(fake, random, { worse: kind !== 'old', restarts })) came++;
  });
  randomly(300_000, () => {
    if (chance(0.5)) setClock((random() - 0.5) * 7_200_000);
    else time.leap(random() * 100_000);
  });
  if (chance(0.3)) {
    const end = pick(random, ['stopJob', 'deleteJob', 'removeJob'] as const);
    time.after(random() * 200_000, () => {
      // A job that vanishes before it was seen never was.
      if (checker.job() === undefined) return;
      // Stopping it a second time would let its steps go on until then.
      if (!lives(fake) || fake.world.job(JOB, fake.now())?.status(fake.now()) === 'STOPPING') return;
      // The steps of a job that is deleted are stopped.
      if (end === 'deleteJob') fake.stopJob(JOB);
      fake[end](JOB);
    });
  }
  const refused = chance(0.04);
  if (refused) {
    time.after(random() * 100_000, () => fake.fault('accessDenied', { call: { from: 1 } }));
  }
  if (chance(0.06)) time.after(random() * 200_000, () => watching.unsubscribe());

  await time.until(() => ended !== undefined || watching.closed || broken !== undefined, 4 * 3_600_000);
  const before = events.length;
  await time.pass(1_800_000);
  if (broken !== undefined) throw broken;
  expect(events.length, 'events after the end').equal(before);
  expect(time.timers(), 'timers after the end').equal(0);
  expect(fake.stats().openRequests, 'open calls').equal(0);
  const job = checker.job();
  const status = job?.Status;
  if (ended === undefined) return { events, ended: 'left', status };
  if (refused && ended instanceof StepstreamError && ended.code === 'ACCESS_DENIED') {
    return { events, ended: 'refused', status };
  }
  if (ended !== 'done') throw ended;
  expect(events.at(-1)?.type).equal('done');
  expect(isTerminal(status ?? '')).equal(true);
  const added = events.filter(event => event.type === 'step' && event.change === 'added').length;
  if (kind === 'none' && !restarts) expect(added, 'steps that came').most(came);
  const truth = stepsOf(fake);
  if (truth === undefined) expect(status).equal('DELETED');
  else {
    expect(sortedLines(checker.steps().values()), 'the steps in the end').deep.equal(sortedLines(truth));
    fake.clearFaults();
    const { decoded } = await fetchJob(plain, JOB, new AbortController().signal);
    expect(decoded).deep.equal({ _tag: 'Right', right: job });
  }
  return { events, ended: 'done', status };
}
