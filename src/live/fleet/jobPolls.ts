import { UnsettledError } from '../../core/errors.js';
import { pause } from '../../core/pause.js';
import type { Time } from '../../core/time.js';
import type { PollResult } from '../job/jobPoller.js';
import { afterFailedPoll } from '../pace/afterFailedPoll.js';
import type { GracePeriod } from '../pace/gracePeriod.js';
import { backoffDelayMs } from '../pace/pollBackoff.js';
import type { Intervals } from '../pace/schedule.js';
import { semaphore } from '../pace/semaphore.js';
import type { FleetMember } from './fleetMember.js';
import { nextPoll } from './nextPoll.js';
import { pollTimes } from './pollTimes.js';

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
/** Number of failures in a row, of any jobs, from which on all polls back off. */
const FAILURES_BEFORE_PAUSE = 3;

/** Polls the jobs of a fleet, a few at once, in the order of `nextPoll`. */
export function jobPolls(options: JobPollsOptions): JobPolls {
  const { time, signal, listIntervals, grace, members, isPrioritized, onEnd, onError } = options;
  const unreliable = (): number => [...members()].filter(({ listReliable }) => !listReliable).length;
  const { intervals, dueAt } = pollTimes({ time, listIntervals, isPrioritized, unreliable });
  const running = semaphore(time, CONCURRENCY, () => {
    startDue();
  });
  let urgentInARow = 0;
  let missedChangeResyncs = 0;
  let resyncs = 0;
  let failuresInARow = 0;
  let pausedUntil = -Infinity;
  let cancel = (): void => undefined;
  let caughtUp = new AbortController();

  function isChangeWaiting(): boolean {
    const now = time.monotonic();
    return [...members()].some(
      ({ polling, changeDueAt, retryAt, follower }) =>
        !polling && Math.max(changeDueAt, retryAt) <= now && !follower.isOver(),
    );
  }

  function startDue(): void {
    startPolls();
    if (!caughtUp.signal.aborted && !isChangeWaiting()) caughtUp.abort();
  }

  function startPolls(): void {
    cancel();
    for (;;) {
      if (signal.aborted || !running.hasPermit()) return;
      const now = time.monotonic();
      if (now < pausedUntil) {
        cancel = time.after(pausedUntil - now, startDue);
        return;
      }
      const resync = missedChangeResyncs > 0 || resyncs > 0;
      const rules = { now, isPrioritized, resync, resyncMs: intervals.minIntervalMs, urgentInARow };
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
    if (isResync) resyncs = Math.max(0, resyncs - 1);
    member.polling = true;
    member.describeFirst = false;
    member.changeDueAt = startedAt < member.sameSecondUntil ? member.sameSecondUntil : Infinity;
    const release = running.acquire();
    try {
      const result = await member.poll(signal, describeFirst);
      if (signal.aborted || member.isEnded()) return;
      failuresInARow = 0;
      grace.reset();
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
    const { next, changed, unconfirmed } = result;
    member.failing = false;
    // Without the list, what one poll has found goes stale at an unknown moment, unless that was the end.
    if (!member.listFailing || next === 'never')
      member.freshness.polled(startedAt, member.follower.invalid());
    if (next === 'never') {
      onEnd(member);
      return;
    }
    member.unconfirmed = unconfirmed;
    const modifiedAt = member.follower.job()?.LastModifiedTime?.getTime();
    if (modifiedAt !== undefined && modifiedAt < (member.modifiedAt ?? -Infinity))
      member.modifiedAt = modifiedAt;
    member.unchangedPolls = changed || unconfirmed ? 0 : member.unchangedPolls + 1;
    if (isResync) {
      if (changed && !member.follower.isOver()) member.missedChangeAt = time.monotonic();
      else missedChangeResyncs = Math.max(0, missedChangeResyncs - 1);
    }
    member.dueAt = dueAt(member, next);
  }

  function failed(member: FleetMember, error: unknown): void {
    try {
      // No code is final of its own: what fails for one job ends nothing for the others.
      const retry = afterFailedPoll(error, member.failures, { time, grace, seen: true });
      const now = time.monotonic();
      member.failures = retry.failures;
      // Steps that never settle are read on, at the pace of before.
      const leastMs = error instanceof UnsettledError ? intervals.minIntervalMs : 0;
      member.retryAt = now + Math.max(leastMs, retry.delayMs);
      member.dueAt = Math.min(member.dueAt, now);
      member.failing = true;
      member.freshness.failed(error);
      failuresInARow += 1;
      const count = failuresInARow - FAILURES_BEFORE_PAUSE + 1;
      if (count < 1) return;
      const backoffMs = backoffDelayMs({ count, lastAt: now }, time.random());
      pausedUntil = now + Math.min(grace.remainingMs(error), backoffMs);
    } catch (fatal) {
      onError(fatal);
    }
  }

  return {
    startDue,
    allowResyncs: count => {
      resyncs = count;
      startDue();
    },
    caughtUp: async maxMs => {
      if (!isChangeWaiting()) return;
      caughtUp = new AbortController();
      await pause(time, maxMs, caughtUp.signal);
    },
    resyncMany: () => {
      // Each that finds no change counts it down.
      missedChangeResyncs = Math.max(MANY_RESYNCS, [...members()].length - unreliable());
    },
    stop: () => {
      cancel();
      caughtUp.abort();
    },
  };
}
