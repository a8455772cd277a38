import { pause } from '../../core/pause.js';
import type { Time } from '../../core/time.js';

/** Waits until no job of a fleet waits for a poll whose change the list has shown. */
export interface CatchUp {
  /** Resolves once no change waits, and after `maxMs` at the latest. */
  readonly wait: (maxMs: number) => Promise<void>;
  /** Called after each poll that began: looks whether a change still waits. */
  readonly check: () => void;
  /** Ends the wait. Leaves no timer. */
  readonly stop: () => void;
}

/** Makes the wait; `isWaiting` says whether a change waits at present, and is asked only while something waits. */
export function catchUp(time: Pick<Time, 'after'>, isWaiting: () => boolean): CatchUp {
  let abort: AbortController | undefined;
  const stop = (): void => {
    abort?.abort();
    abort = undefined;
  };
  return {
    wait: async maxMs => {
      if (!isWaiting()) return;
      abort = new AbortController();
      await pause(time, maxMs, abort.signal);
    },
    check: () => {
      if (abort !== undefined && !isWaiting()) stop();
    },
    stop,
  };
}
