import { expect } from 'chai';
import { pipe } from 'fp-ts/lib/function.js';
import { withWholePages } from '../../../src/api/withWholePages.js';
import type { WatchedJob, WatchEvent } from '../../../src/core/event.js';
import { fetchAIJob } from '../../../src/live/ai/fetchAIJob.js';
import { watchAIJob } from '../../../src/live/ai/watchAIJob.js';
import { RECOMMENDATION_JOBS } from '../../../src/paging/aiJobs.js';
import { serviceBehaviours, type ServiceBehaviours } from '../../../src/testing/index.js';
import { integer, pick, seededRandom } from '../../../src/testing/random.js';
import { virtualApi, virtualFake, withLatency } from '../../support/virtualApi.js';
import { virtualTime } from '../../support/virtualTime.js';
import { watchChecker } from '../../support/watchChecker.js';
import { PASSING } from './life.js';
import { randomlyEvery } from './randomlyEvery.js';
import { trace } from './trace.js';

const NAME = 'nightly';

/** What a history of one AI job came to. */
export interface PlayedAIWatch {
  readonly events: readonly WatchEvent[];
  readonly behaviours: ServiceBehaviours;
  readonly job: WatchedJob | undefined;
}

/**
 * Watches one AI recommendation job on a service that behaves as the seed says, while calls fail and it may be stopped or
 * removed. Fails where the watch breaks its promise, with the seed in the message.
 */
export async function playAIWatch(seed: number): Promise<PlayedAIWatch> {
  try {
    return await play(seed);
  } catch (error) {
    const message = `history ${String(seed)} (repeat it: AIWATCH=${String(seed)}): ${String(error)}`;
    throw new Error(message, { cause: error });
  }
}

async function play(seed: number): Promise<PlayedAIWatch> {
  const random = seededRandom(seed);
  const time = virtualTime(seededRandom(seed + 1e6));
  const behaviours = seed % 4 === 0 ? {} : serviceBehaviours(seed);
  const fake = virtualFake(time, { seed, behaviours });
  const script = {
    name: NAME,
    live: true,
    runMs: integer(random, 1_000, 1_200_000),
    status: pick(random, ['Completed', 'Completed', 'Failed', 'Stopped'] as const),
    recommendations: pick(random, ['model', 'model', 'absent', 'empty', 'null'] as const),
  };
  fake.addAiJob(script);
  const plain = virtualApi(fake);
  const api = pipe(plain, withLatency(time, integer(random, 1, 2_000)), withWholePages);
  const { revival, recreation } = behaviours;
  const mayRepeat = revival !== undefined || recreation !== undefined;
  const name = `ai-recommendation-job/${NAME}`;
  const checker = watchChecker(name, undefined, { revivals: mayRepeat });
  const events: WatchEvent[] = [];
  let broken: unknown;
  let end: unknown;
  const watching = watchAIJob(api, time, RECOMMENDATION_JOBS, NAME).subscribe({
    next: event => {
      events.push(event);
      if (process.env.AIWATCH !== undefined) trace(time.monotonic(), event);
      try {
        checker.take(event);
      } catch (error) {
        broken ??= error;
      }
    },
    error: (error: unknown) => (end = error),
    complete: () => (end = 'completed'),
  });
  const randomly = randomlyEvery(time, random, () => end !== undefined || time.monotonic() > 600_000);
  randomly(120_000, () => {
    // A first description that is refused as invalid ends a watch.
    if (checker.job() === undefined) return;
    const fault = fake.fault(pick(random, PASSING), { times: integer(random, 1, 3) });
    time.after(40_000, fault.remove);
  });
  const what = pick(random, ['live', 'live', 'stop', 'remove']);
  const state = { removed: false };
  time.after(random() * script.runMs, () => {
    if (end !== undefined || fake.ai.recommendations.at(NAME, fake.now()) === undefined) return;
    if (what === 'stop') fake.stopAiJob('recommendation', NAME);
    if (what !== 'remove') return;
    state.removed = true;
    fake.removeAiJob('recommendation', NAME);
  });
  await time.until(() => broken !== undefined || end !== undefined, 3 * 3_600_000);
  watching.unsubscribe();
  if (broken !== undefined) throw broken;
  await time.pass(600_000);
  expect(time.timers(), 'timers after the end').equal(0);
  const { removed } = state;
  const isUnseen = removed && checker.job() === undefined;
  if (isUnseen) expect(end).include({ code: 'NOT_FOUND' });
  else expect(end).equal('completed');
  if (!removed && !mayRepeat) {
    fake.clearFaults();
    const { decoded, basics, recommendations } = await fetchAIJob(
      plain,
      RECOMMENDATION_JOBS,
      NAME,
      new AbortController().signal,
    );
    const job = decoded._tag === 'Right' ? decoded.right : basics;
    expect(checker.job()).deep.equal(job);
    expect([...checker.steps().values()]).deep.equal(recommendations.steps);
  }
  if (removed && !isUnseen && !mayRepeat)
    expect(checker.job()?.Status).oneOf(['DELETED', 'COMPLETED', 'FAILED', 'STOPPED']);
  return { events, behaviours, job: checker.job() };
}
