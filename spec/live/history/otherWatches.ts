import type { RecommenderApi } from '../../../src/api/recommenderApi.js';
import type { Time } from '../../../src/core/time.js';
import type { SharedJobList } from '../../../src/live/sharedJobList.js';
import { watchJob } from '../../../src/live/watchJob.js';
import type { JobScript } from '../../../src/testing/index.js';
import { integer, pick, type Random } from '../../../src/testing/random.js';
import { scriptOf } from './life.js';

/** Watches of other jobs that share a list of jobs with the one of a history. */
export interface OtherWatches {
  /** One of them joins, or leaves. */
  readonly toggle: () => void;
  readonly leave: () => void;
}

/** Maximum number of other watches: with them all, few enough watches poll together. */
const MAX_OTHERS = 4;
/** Longest pauses between their polls, in milliseconds. */
const LONGEST_MS = [10_000, 20_000, 60_000];

/** The jobs that other watches watch. */
export const otherJobs = (random: Random): readonly JobScript[] =>
  Array.from({ length: MAX_OTHERS }, (_, i) => scriptOf(random, `other-${String(i)}`, 6));

/** Begins one to four of them, each with pauses of its own. */
export function otherWatches(
  api: RecommenderApi,
  time: Time,
  random: Random,
  jobList: SharedJobList,
): OtherWatches {
  const watches = new Map<string, { unsubscribe: () => void }>();
  function toggle(): void {
    const name = `other-${String(integer(random, 0, MAX_OTHERS - 1))}`;
    const watch = watches.get(name);
    if (watch === undefined) {
      const options = { minIntervalMs: 5_000, maxIntervalMs: pick(random, LONGEST_MS) };
      const watched$ = watchJob(api, time, name, options, jobList);
      watches.set(name, watched$.subscribe({ error: () => undefined }));
    } else {
      watch.unsubscribe();
      watches.delete(name);
    }
  }
  for (let count = integer(random, 1, MAX_OTHERS); count > 0; count--) toggle();
  return {
    toggle,
    leave: () => {
      for (const watch of watches.values()) watch.unsubscribe();
      watches.clear();
    },
  };
}
