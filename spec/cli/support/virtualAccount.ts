import { lifetime } from '../../../src/api/lifetime.js';
import type { Host } from '../../../src/cli/process/host.js';
import type { WatchEvent } from '../../../src/core/event.js';
import { untilClosed } from '../../../src/live/untilClosed.js';
import { watchAnyFleet } from '../../../src/live/watchAnyFleet.js';
import { aiRecommender } from '../../../src/live/ai/aiRecommender.js';
import { watchAnyJob } from '../../../src/live/watchAnyJob.js';
import { scalingAdvice } from '../../../src/paging/scalingAdvice.js';
import type { Recommender } from '../../../src/recommender.js';
import { jobDescription } from '../../../src/paging/jobDescription.js';
import { jobPages } from '../../../src/paging/jobPages.js';
import { asyncStepPages } from '../../../src/paging/asyncStepPages.js';
import { stepPages } from '../../../src/paging/stepPages.js';
import type { FakeRecommender, SimulationOptions } from '../../../src/testing/index.js';
import { virtualApi, virtualFake } from '../../support/virtualApi.js';
import { virtualTime, type VirtualTime } from '../../support/virtualTime.js';

/** An account in virtual time, without HTTP and quota, and a command's way to it. */
export interface VirtualAccount {
  readonly time: VirtualTime;
  readonly fake: FakeRecommender;
  /** For `startCommand`: its timers and its time of day are those of the account. */
  readonly host: Pick<Host, 'time' | 'connect'> & {
    /** Receives what resolves once a command connects. */
    readonly starting: (connecting: Promise<void>) => void;
  };
  /** Lets time pass until this settles, but for while a command starts: loading its modules takes none of this time. */
  readonly passUntil: <T>(settled: Promise<T>) => Promise<T>;
}

const START = Date.UTC(2026, 0, 15, 9);
const STEP_MS = 10;

/** Makes an account; specs do it by way of runCommand.ts. */
export function virtualAccount(options: SimulationOptions): VirtualAccount {
  const time = virtualTime();
  const starts = new Set<Promise<void>>();
  const fake = virtualFake(time, { startTime: START, ...options });
  const connect: Host['connect'] = () => {
    const life = lifetime();
    const api = life.wrapper(virtualApi(fake));
    const untilEnd = untilClosed<WatchEvent>(life.closing);
    const watch$: Recommender['watch$'] = (jobName, watching) =>
      watchAnyJob(api, time, jobName, watching).pipe(untilEnd);
    return Promise.resolve({
      steps$: (jobName, filters) => stepPages(api, jobName, filters),
      pages: (jobName, filters) => asyncStepPages(api, jobName, filters),
      job$: jobName => jobDescription(api, jobName),
      jobs$: filters => jobPages(api, filters),
      watch$,
      shared$: watch$,
      scaling$: (pick, traffic) => scalingAdvice(api, pick, traffic),
      ai: aiRecommender(api, watch$),
      fleet$: watching => watchAnyFleet(api, time, watching).pipe(untilEnd),
      close: () => life.end(),
      [Symbol.asyncDispose]: () => life.end(),
    });
  };
  return {
    time,
    fake,
    host: {
      time: { ...time, now: () => START + time.monotonic() },
      connect,
      starting: connecting => {
        const started = connecting.catch(() => undefined).finally(() => starts.delete(started));
        starts.add(started);
      },
    },
    passUntil: async settled => {
      const state = { settled: false };
      const settle = (): void => {
        state.settled = true;
      };
      settled.then(settle, settle);
      while (!state.settled) {
        await Promise.all(starts);
        await time.pass(STEP_MS);
      }
      return settled;
    },
  };
}
