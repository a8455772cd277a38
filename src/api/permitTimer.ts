import Bottleneck from 'bottleneck';
import type { Cancel, Time } from '../core/time.js';

/** How early a ticket may come, in milliseconds: timers and the wall clock are whole milliseconds. */
export const EARLY_MS: number = 2;
/**
 * From `new Bottleneck` to the registration of its first job, in milliseconds: two timers of 1 ms each.
 * Measured 2.0 to 2.6 on Node 20, and 3.4 to 3.8 until the job runs.
 */
const START_MS = 2;
/** How late the limiter's next slot may be before another limiter is made; making one costs 0.3 ms of CPU. */
const LATE_MS = 10;
/**
 * How late a ticket may be before it is given up. Bottleneck reads the wall clock: one that is set back by
 * three seconds holds the next ticket for three seconds, where the monotonic clock knows that it is due.
 */
const OVERDUE_MS = 250;
/** The longest that a timer of Node waits, with room for the above; anything longer fires at once. */
const LONGEST_MS = 2 ** 30;

/** Issues tickets, one at a time. */
export interface PermitTimer {
  /**
   * Asks for a ticket at `dueAt`, and says that the one after it will be due `spacingMs` later. Does
   * nothing while a ticket is outstanding. A ticket can come early where the wall clock jumps, or where
   * `dueAt` is further away than Node's timers go: look whether it is time, and ask again.
   */
  readonly ask: (dueAt: number, spacingMs: number) => void;
  /** Withdraws the outstanding ticket; resolves when no timer is left. `ask` starts again. */
  readonly stop: () => Promise<void>;
}

/**
 * Tickets from Bottleneck, one outstanding at a time, each announced by `onTicket`.
 *
 * Bottleneck spaces the jobs of one limiter evenly, but can't move a job that it has accepted, keeps the
 * old spacing for two more jobs after `updateSettings`, and stands still when the wall clock is set back.
 * So a limiter is used for as long as its next slot is the moment that is wanted, and else replaced by a
 * new one. No timer is left when nobody has asked. Bottleneck's own timers and clock are the global ones,
 * whatever `time` is.
 */
export function createPermitTimer(time: Time, onDue: () => void): PermitTimer {
  let limiter: Bottleneck | undefined;
  /** The spacing of the limiter, and when its next slot is. */
  let minTime = 0;
  let slotAt = 0;
  /** Takes back the timer that runs while a ticket is outstanding. */
  let inTime: Cancel | undefined;
  let stopped: Promise<void> = Promise.resolve();

  const withdraw = (): void => {
    inTime?.();
    inTime = undefined;
    if (limiter === undefined) return;
    stopped = Promise.all([stopped, limiter.stop({ dropWaitingJobs: true })]).then(ignore, ignore);
    limiter = undefined;
  };

  const schedule = (source: Bottleneck, job: () => void): void => {
    const run = (): Promise<void> => {
      // A limiter that was replaced meanwhile has nothing to say any more.
      if (source === limiter) job();
      return Promise.resolve();
    };
    // The promise tells late what the job has told already, and rejects when the limiter is stopped.
    source.schedule(run).catch(ignore);
  };

  const issue = (source: Bottleneck): void => {
    schedule(source, () => {
      inTime?.();
      inTime = undefined;
      slotAt = time.monotonic() + minTime;
      onDue();
    });
  };

  /**
   * Another limiter, whose first slot is in `waitMs`: Bottleneck's own is at once, so a job of no use takes
   * it. The one before has no job left, and so no timer.
   */
  const replace = (waitMs: number, spacingMs: number): void => {
    minTime = Math.min(spacingMs, LONGEST_MS);
    const source = new Bottleneck({ minTime: waitMs > START_MS ? waitMs - START_MS : minTime });
    limiter = source;
    if (waitMs <= START_MS) issue(source);
    else {
      schedule(source, () => {
        source.updateSettings({ minTime });
        issue(source);
      });
    }
  };

  return {
    ask: (dueAt, spacingMs) => {
      if (inTime !== undefined) return;
      const now = time.monotonic();
      const waitMs = Math.min(Math.max(dueAt - now, 0), LONGEST_MS);
      const lateMs = Math.max(slotAt - now, 0) - waitMs;
      if (limiter !== undefined && lateMs >= -EARLY_MS && lateMs <= LATE_MS) issue(limiter);
      else replace(waitMs, spacingMs);
      inTime = time.after(waitMs + OVERDUE_MS, () => {
        withdraw();
        onDue();
      });
    },
    stop: () => {
      // Without an outstanding ticket a limiter has no timer, and may be of use again.
      if (inTime !== undefined) withdraw();
      return stopped;
    },
  };
}

const ignore = (): void => undefined;
