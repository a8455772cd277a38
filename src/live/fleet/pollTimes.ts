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

/** Bounds of the pause between two polls, as multiples of those between lists. The defaults give a watch's. */
const FACTORS = { shortest: 2.5, longest: 6 };

/** The bounds of the pause between two polls of one job that follow from those between two lists of jobs. */
export const pollIntervals = ({ minIntervalMs, maxIntervalMs }: Intervals): Intervals => ({
  minIntervalMs: FACTORS.shortest * minIntervalMs,
  maxIntervalMs: FACTORS.longest * maxIntervalMs,
});

/**
 * Polls jobs that are over, unconfirmed or prioritized as a watch does, and those for which the list isn't
 * reliable as well. While the latter don't change, all of them together cost no more calls than the list at
 * its shortest interval.
 */
export function pollTimes(options: PollTimesOptions): PollTimes {
  const { time, listIntervals, isPrioritized, unreliable } = options;
  const intervals = pollIntervals(listIntervals);

  function delayMs(member: FleetMember): number {
    const { follower, unconfirmed, listReliable, unchangedPolls } = member;
    if (follower.isOver() || unconfirmed) return pollDelayMs(0, intervals, time.random());
    if (isPrioritized(follower.jobName)) return pollDelayMs(unchangedPolls, intervals, time.random());
    if (listReliable) return Infinity;
    const maxIntervalMs = Math.max(intervals.maxIntervalMs, unreliable() * listIntervals.minIntervalMs);
    return pollDelayMs(unchangedPolls, { ...intervals, maxIntervalMs }, time.random());
  }

  return {
    intervals,
    dueAt: (member, next) => {
      const ownMs = typeof next === 'number' ? next : delayMs(member);
      return time.monotonic() + (member.describeFirst ? 0 : ownMs);
    },
  };
}
