import Bottleneck from 'bottleneck';
import type { Cancel, Time } from '../core/time.js';

/** Milliseconds by which the timer may fire early, as timers and the wall clock count whole milliseconds. */
export const EARLY_MS: number = 2;
/**
 * Milliseconds from `new Bottleneck` to the registration of its first job: two timers of 1 ms each. Measured
 * 2.0 to 2.6 on Node 20, and 3.4 to 3.8 until the job runs.
 */
const START_MS = 2;
/** Milliseconds by which a limiter's next slot may be late before it is replaced, which costs 0.3 ms of CPU. */
const LATE_MS = 10;
/**
 * Milliseconds by which Bottleneck may be late before the timer fires without it. Bottleneck reads the wall
 * clock: if that is set back by three seconds, the next job runs three seconds late.
 */
const OVERDUE_MS = 250;
/** Longest wait of a timer of Node, in milliseconds, less the above. A longer one would fire at once. */
const LONGEST_MS = 2 ** 30;

/** The timer of the next permit, of which one is pending at a time. */
export interface PermitTimer {
  /**
   * Sets the timer for `dueAt`; the time after that will be due `spacingMs` later. Does nothing while a time
   * is pending. The timer can fire early, where the wall clock jumps, or where `dueAt` is further away than
   * timers of Node can wait: check the time, and schedule it again.
   */
  readonly schedule: (dueAt: number, spacingMs: number) => void;
  /** Cancels the pending time. Resolves when no timer is left. `schedule` can be called again. */
  readonly stop: () => Promise<void>;
}

/**
 * Makes a permit timer of a Bottleneck limiter, which has one job at a time. `onDue` is called at each time.
 *
 * Bottleneck spaces the jobs of one limiter evenly. But it can't move a job that it has accepted, keeps the
 * old spacing for two more jobs after `updateSettings`, and stops while a wall clock that was set back catches
 * up. So a limiter is used while its next slot is at the wanted time, and replaced otherwise. Without a
 * pending time there is no timer. Bottleneck's own timers and clock are the global ones, whatever `time` is.
 */
export function createPermitTimer(time: Time, onDue: () => void): PermitTimer {
  let limiter: Bottleneck | undefined;
  /** Spacing of the limiter's jobs, in milliseconds. */
  let minTime = 0;
  /** Moment of the limiter's next slot. */
  let slotAt = 0;
  /** Cancels the timer that runs while a time is pending. */
  let pending: Cancel | undefined;
  let stopped: Promise<void> = Promise.resolve();

  const cancelPending = (): void => {
    pending?.();
    pending = undefined;
    if (limiter === undefined) return;
    stopped = Promise.all([stopped, limiter.stop({ dropWaitingJobs: true })]).then(ignore, ignore);
    limiter = undefined;
  };

  const runJob = (source: Bottleneck, job: () => void): void => {
    const run = (): Promise<void> => {
      // The job of a limiter that was replaced meanwhile is ignored.
      if (source === limiter) job();
      return Promise.resolve();
    };
    // The promise resolves later than the job runs, and rejects when the limiter is stopped.
    source.schedule(run).catch(ignore);
  };

  const runDue = (source: Bottleneck): void => {
    runJob(source, () => {
      pending?.();
      pending = undefined;
      slotAt = time.monotonic() + minTime;
      onDue();
    });
  };

  /**
   * Makes another limiter, whose first slot is in `waitMs`. As Bottleneck's first slot is at once, an empty
   * job takes that one. The limiter before it has no job left, and so no timer.
   */
  const replace = (waitMs: number, spacingMs: number): void => {
    minTime = Math.min(spacingMs, LONGEST_MS);
    const source = new Bottleneck({ minTime: waitMs > START_MS ? waitMs - START_MS : minTime });
    limiter = source;
    if (waitMs <= START_MS) runDue(source);
    else {
      runJob(source, () => {
        source.updateSettings({ minTime });
        runDue(source);
      });
    }
  };

  return {
    schedule: (dueAt, spacingMs) => {
      if (pending !== undefined) return;
      const now = time.monotonic();
      const waitMs = Math.min(Math.max(dueAt - now, 0), LONGEST_MS);
      const lateMs = Math.max(slotAt - now, 0) - waitMs;
      if (limiter !== undefined && lateMs >= -EARLY_MS && lateMs <= LATE_MS) runDue(limiter);
      else replace(waitMs, spacingMs);
      pending = time.after(waitMs + OVERDUE_MS, () => {
        cancelPending();
        onDue();
      });
    },
    stop: () => {
      // Without a pending time the limiter has no timer, and can be used again.
      if (pending !== undefined) cancelPending();
      return stopped;
    },
  };
}

const ignore = (): void => undefined;
