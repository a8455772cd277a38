import type { Time } from '../../core/time.js';
import type { PollResult } from '../job/jobPoller.js';
import type { GracePeriod } from '../pace/gracePeriod.js';
import type { Intervals } from '../pace/schedule.js';
import { semaphore } from '../pace/semaphore.js';
import { catchUp } from './catchUp.js';
import { failedPolls } from './failedPolls.js';
import type { FleetMember } from './fleetMember.js';
import { nextPoll } from './nextPoll.js';
import { pollTimes } from './pollTimes.js';
import { recordPoll } from './recordPoll.js';
import { resyncs } from './resyncs.js';

/** The polls of a fleet's jobs, each of which lists the steps of one job. */
export interface JobPolls {
  /** Starts the polls that are due, and sets a timer for the next one. Called after each change. */
  readonly startDue: () => void;
  /** Allows a number of resyncs: polls of jobs for which the list showed no change. */
  readonly allowResyncs: (count: number) => void;
  /** Resolves once no job waits for a poll whose change the list has shown, and after `maxMs` at the latest. */
  readonly caughtUp: (maxMs: number) => Promise<void>;
  /** The list was found to miss changes: allows a number of resyncs at once. */
  readonly resyncMany: () => void;
  /** Leaves no timer. */
  readonly stop: () => void;
}

export interface JobPollsOptions {
  readonly time: Time;
  readonly signal: AbortSignal;
  /** Bounds of the pause between two lists of jobs. */
  readonly listIntervals: Intervals;
  readonly grace: GracePeriod;
  readonly members: () => Iterable<FleetMember>;
  readonly isPrioritized: (jobName: string) => boolean;
  /** Called when a job is over and every step of it is known. */
  readonly onEnd: (member: FleetMember) => void;
  /** Called with an error that ends the fleet. */
  readonly onError: (error: unknown) => void;
}

/**
 * Limits of concurrent polls. Three keep the quota busy, as they wait for permits one after the other. A slow
 * poll, such as one whose pages fail again and again, doesn't hold up other jobs.
 */
const CONCURRENCY = { permits: 3, slowMs: 3_000, maxRunning: 7 };
/** Least number of resyncs after a missed change; a whole round, where there are more jobs. */
const MANY_RESYNCS = 20;

/** Polls the jobs of a fleet, a few at once, in the order of `nextPoll`. */
export function jobPolls(options: JobPollsOptions): JobPolls {
  const { time, signal, listIntervals, grace, members, isPrioritized, onEnd, onError } = options;
  const unreliable = (): number => [...members()].filter(({ listReliable }) => !listReliable).length;
  const { intervals, dueAt } = pollTimes({ time, listIntervals, isPrioritized, unreliable });
  const running = semaphore(time, CONCURRENCY, () => {
    startDue();
  });
  const allowance = resyncs();
  const failures = failedPolls({ time, grace, minIntervalMs: intervals.minIntervalMs });
  const changes = catchUp(time, isChangeWaiting);
  let urgentInARow = 0;
  let cancel = (): void => undefined;

  function isChangeWaiting(): boolean {
    const now = time.monotonic();
    return [...members()].some(
      ({ polling, changeDueAt, retryAt, follower }) =>
        !polling && Math.max(changeDueAt, retryAt) <= now && !follower.isOver(),
    );
  }

  function startDue(): void {
    startPolls();
    changes.check();
  }

  function startPolls(): void {
    cancel();
    for (;;) {
      if (signal.aborted || !running.hasPermit()) return;
      const now = time.monotonic();
      const pausedMs = failures.pausedUntil() - now;
      if (pausedMs > 0) {
        cancel = time.after(pausedMs, startDue);
        return;
      }
      const rules = {
        now,
        isPrioritized,
        resync: allowance.areAllowed(),
        resyncMs: intervals.minIntervalMs,
        urgentInARow,
      };
      const next = nextPoll(members(), rules);
      if (next.member === undefined) {
        if (next.nextAt < Infinity) cancel = time.after(next.nextAt - now, startDue);
        return;
      }
      urgentInARow = next.urgentInARow;
      void poll(next.member, next.isResync);
    }
  }

  async function poll(member: FleetMember, isResync: boolean): Promise<void> {
    const startedAt = time.monotonic();
    const { changeDueAt, describeFirst } = member;
    if (isResync) allowance.begin();
    member.polling = true;
    member.describeFirst = false;
    member.changeDueAt = startedAt < member.sameSecondUntil ? member.sameSecondUntil : Infinity;
    const release = running.acquire();
    try {
      const result = await member.poll(signal, describeFirst);
      if (signal.aborted || member.isEnded()) return;
      failures.succeeded();
      // A description that was too old to be believed is requested once more.
      member.describeFirst ||= describeFirst && result.unconfirmed;
      succeeded(member, result, startedAt, isResync);
    } catch (error) {
      if (signal.aborted || member.isEnded()) return;
      member.changeDueAt = Math.min(changeDueAt, member.changeDueAt);
      member.describeFirst ||= describeFirst;
      failed(member, error);
    } finally {
      release();
      member.polling = false;
      member.polledAt = time.monotonic();
      startDue();
    }
  }

  function succeeded(member: FleetMember, result: PollResult, startedAt: number, isResync: boolean): void {
    const { next, changed } = result;
    recordPoll(member, result, startedAt);
    if (next === 'never') {
      onEnd(member);
      return;
    }
    if (isResync) {
      if (changed && !member.follower.isOver()) member.missedChangeAt = time.monotonic();
      else allowance.foundNothing();
    }
    member.dueAt = dueAt(member, next);
  }

  function failed(member: FleetMember, error: unknown): void {
    try {
      failures.failed(member, error);
    } catch (fatal) {
      onError(fatal);
    }
  }

  return {
    startDue,
    allowResyncs: count => {
      allowance.allow(count);
      startDue();
    },
    caughtUp: changes.wait,
    resyncMany: () => {
      allowance.allowUntilQuiet(Math.max(MANY_RESYNCS, [...members()].length - unreliable()));
    },
    stop: () => {
      cancel();
      changes.stop();
    },
  };
}
