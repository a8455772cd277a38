import { StepstreamError, UnsettledError } from '../../core/errors.js';
import type { Time } from '../../core/time.js';
import type { Member } from './fleetMember.js';
import { nextPoll } from './nextPoll.js';
import { semaphore } from '../pace/semaphore.js';
import { pollTimes } from './pollTimes.js';
import type { GracePeriod } from '../pace/gracePeriod.js';
import { backoffDelayMs, failedAgain } from '../pace/pollBackoff.js';
import type { PollResult } from '../job/jobPoller.js';
import type { Intervals } from '../pace/schedule.js';
import { isFinal } from '../pace/trouble.js';

/** The looks at the jobs of a fleet, each of which lists the steps of one. */
export interface JobPolls {
  /** Something has changed: begins the looks that are due, and sees to it that later ones begin. */
  readonly go: () => void;
  /** One job more may be looked at only to make sure. */
  readonly resync: () => void;
  /** Something was found that the list of jobs had missed: it is made sure of others at once. */
  readonly suspect: () => void;
  /** Leaves no timer. */
  readonly stop: () => void;
}

/** What looks need. */
export interface JobPollsOptions {
  readonly time: Time;
  readonly signal: AbortSignal;
  /** The pauses between lists. */
  readonly intervals: Intervals;
  readonly credentials: GracePeriod;
  readonly members: () => Iterable<Member>;
  readonly isPrioritized: (jobName: string) => boolean;
  /** A job has ended, and every step of it is known. */
  readonly onEnd: (member: Member) => void;
  /** Something that can't be waited out. */
  readonly onError: (error: unknown) => void;
}

/**
 * Looks at once. They wait for permits one after the other, so a few keep the quota busy. One that takes
 * long, as where a job's list fails again and again, doesn't hold up others.
 */
const CONCURRENCY = { permits: 3, slowMs: 3_000, maxRunning: 7 };
/** Looks that find nothing before it is believed again that the list tells all. */
const SUSPICION = 20;
/** Failures in a row, of whichever jobs, before all looks pause. */
const PATIENT_FAILURES = 3;

/** Looks at the jobs of a fleet, one after the other and a few at once, as their turn comes. */
export function jobPolls(options: JobPollsOptions): JobPolls {
  const { time, signal, intervals, credentials, members, isPrioritized, onEnd, onError } = options;
  const untrusted = (): number => [...members()].filter(({ trusted }) => !trusted).length;
  const { pauses, dueAt } = pollTimes({ time, intervals, isPrioritized, untrusted });
  const places = semaphore(time, CONCURRENCY, () => {
    go();
  });
  let passedOver = 0;
  let suspicion = 0;
  let resyncs = 0;
  let failuresInARow = 0;
  let pausedUntil = -Infinity;
  let cancel = (): void => undefined;

  function go(): void {
    cancel();
    for (;;) {
      if (signal.aborted || !places.hasPermit()) return;
      const now = time.monotonic();
      if (now < pausedUntil) {
        cancel = time.after(pausedUntil - now, go);
        return;
      }
      const resync = suspicion > 0 || resyncs > 0;
      const rules = { now, isPrioritized, resync, resyncMs: pauses.minIntervalMs, passedOver };
      const turn = nextPoll(members(), rules);
      if (turn.member === undefined) {
        if (turn.nextAt < Infinity) cancel = time.after(turn.nextAt - now, go);
        return;
      }
      passedOver = turn.passedOver;
      void look(turn.member, turn.onlyToMakeSure);
    }
  }

  async function look(member: Member, onlyToMakeSure: boolean): Promise<void> {
    const askedAt = time.monotonic();
    const { movedAt, askJob } = member;
    if (onlyToMakeSure) resyncs = Math.max(0, resyncs - 1);
    member.busy = true;
    member.askJob = false;
    member.movedAt = askedAt < member.steadyAt ? member.steadyAt : Infinity;
    const giveUp = places.acquire();
    try {
      const polled = await member.poll(signal, askJob);
      if (signal.aborted) return;
      failuresInARow = 0;
      credentials.reset();
      // What it said of itself wasn't believed: once more.
      member.askJob ||= askJob && polled.doubt;
      took(member, polled, askedAt, onlyToMakeSure);
    } catch (error) {
      if (signal.aborted) return;
      member.movedAt = Math.min(movedAt, member.movedAt);
      member.askJob ||= askJob;
      failed(member, error);
    } finally {
      giveUp();
      member.busy = false;
      member.lookedAt = time.monotonic();
      go();
    }
  }

  function took(member: Member, polled: PollResult, askedAt: number, onlyToMakeSure: boolean): void {
    const { next, moved, doubt } = polled;
    member.failing = false;
    // One look is fresh for a moment; without the list nobody knows for how long.
    if (!member.unlisted) member.fresh.polled(askedAt, member.follower.invalid());
    if (next === 'never') {
      onEnd(member);
      return;
    }
    member.doubt = doubt;
    const modifiedAt = member.follower.job()?.LastModifiedTime?.getTime();
    if (modifiedAt !== undefined && modifiedAt < (member.modifiedAt ?? -Infinity))
      member.modifiedAt = modifiedAt;
    member.quiet = moved || doubt ? 0 : member.quiet + 1;
    if (onlyToMakeSure) {
      if (moved && !member.follower.isOver()) member.suspectedAt = time.monotonic();
      else suspicion = Math.max(0, suspicion - 1);
    }
    member.dueAt = dueAt(member, next);
  }

  function failed(member: Member, error: unknown): void {
    try {
      if (endsFleet(error)) throw error;
      const leftMs = credentials.remainingMs(error);
      const now = time.monotonic();
      member.failures = failedAgain(member.failures, now);
      // Steps that don't settle are passed over at the pace of before.
      const least = error instanceof UnsettledError ? pauses.minIntervalMs : 0;
      const delayMs = Math.max(least, backoffDelayMs(member.failures, time.random()));
      member.notBefore = now + Math.min(leftMs, delayMs);
      if (member.movedAt === Infinity) member.dueAt = Math.min(member.dueAt, now);
      member.failing = true;
      if (error instanceof StepstreamError) error.resumeToken = undefined;
      member.fresh.failed(error);
      failuresInARow += 1;
      const count = failuresInARow - PATIENT_FAILURES + 1;
      if (count < 1) return;
      pausedUntil = now + Math.min(leftMs, backoffDelayMs({ count, lastAt: now }, time.random()));
    } catch (fatal) {
      onError(fatal);
    }
  }

  return {
    go,
    resync: () => {
      resyncs = 1;
      go();
    },
    suspect: () => {
      suspicion = SUSPICION;
    },
    stop: () => {
      cancel();
    },
  };
}

/** Steps of one job that never settle are read on, and end nothing for the others. */
const endsFleet = (error: unknown): boolean => isFinal(error, true) && !(error instanceof UnsettledError);
