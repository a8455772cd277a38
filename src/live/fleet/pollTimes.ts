import type { Time } from '../../core/time.js';
import type { PollResult } from '../job/jobPoller.js';
import { pollDelayMs, type Intervals } from '../pace/schedule.js';
import type { FleetMember } from './fleetMember.js';

/** When jobs of a fleet are polled by a schedule of their own, whatever the list of jobs shows. */
export interface PollTimes {
  /** Bounds of the pause between two polls of one job. */
  readonly intervals: Intervals;
  /** Moment at which a member is due next, after a poll; `Infinity` where only the list makes it due. */
  readonly dueAt: (member: FleetMember, next: PollResult['next']) => number;
}

export interface PollTimesOptions {
  readonly time: Time;
  /** Bounds of the pause between two lists of jobs. */
  readonly listIntervals: Intervals;
  readonly isPrioritized: (jobName: string) => boolean;
  /** Number of jobs for which the list isn't reliable. */
  readonly unreliable: () => number;
}

/** Bounds of the pause between two polls, as multiples of those between two lists. The defaults give a watch's. */
const FACTORS = { shortest: 10, longest: 6 };
/** Milliseconds above which the shortest pause between two polls is that between two lists. */
const SHORTEST_POLL_MS = 5_000;

/** Bounds of the pause between two polls of one job that follow from those between two lists of jobs. */
export const pollIntervals = ({ minIntervalMs, maxIntervalMs }: Intervals): Intervals => ({
  minIntervalMs: Math.max(minIntervalMs, Math.min(SHORTEST_POLL_MS, FACTORS.shortest * minIntervalMs)),
  maxIntervalMs: FACTORS.longest * maxIntervalMs,
});

/** Milliseconds between two polls of jobs for which the list isn't reliable, while none of them changes. */
const IDLE_POLL_MS = 2_000;

/**
 * Polls jobs that are over, unconfirmed or prioritized as a watch does.
 *
 * Those for which the list isn't reliable are polled in rounds, each job once, as fast as the quota allows: the
 * next change is as likely in one of them as in another. A round without any change makes the next one half as
 * long again, until they cost a call each two seconds all together.
 */
export function pollTimes(options: PollTimesOptions): PollTimes {
  const { time, listIntervals, isPrioritized, unreliable } = options;
  const intervals = pollIntervals(listIntervals);
  /** Number of polls in a row that found no change, of all jobs for which the list isn't reliable. */
  let unchangedInARow = 0;

  function delayMs(member: FleetMember): number {
    const { follower, unconfirmed, listReliable, unchangedPolls } = member;
    if (follower.isOver() || unconfirmed) return pollDelayMs(0, intervals, time.random());
    if (isPrioritized(follower.jobName)) return pollDelayMs(unchangedPolls, intervals, time.random());
    if (listReliable) return Infinity;
    const jobs = unreliable();
    const maxIntervalMs = Math.max(intervals.maxIntervalMs, jobs * IDLE_POLL_MS);
    const unchangedRounds = Math.floor(unchangedInARow / Math.max(1, jobs));
    return pollDelayMs(unchangedRounds, { ...intervals, maxIntervalMs }, time.random());
  }

  return {
    intervals,
    dueAt: (member, next) => {
      if (!member.listReliable) unchangedInARow = member.unchangedPolls === 0 ? 0 : unchangedInARow + 1;
      const ownMs = typeof next === 'number' ? next : delayMs(member);
      return time.monotonic() + (member.describeFirst ? 0 : ownMs);
    },
  };
}
