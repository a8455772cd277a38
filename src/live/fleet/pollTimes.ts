import type { Time } from '../../core/time.js';
import type { Member } from './fleetMember.js';
import type { PollResult } from '../job/jobPoller.js';
import { pollDelayMs, type Intervals } from '../pace/schedule.js';

/** When jobs of a fleet are looked at, apart from what the list of jobs says of them. */
export interface PollTimes {
  /** The pauses between two looks at one job. */
  readonly pauses: Intervals;
  /** When a member is due next, after a look. `Infinity`: only when it moves. */
  readonly dueAt: (member: Member, next: PollResult['next']) => number;
}

/** What a schedule depends on. */
export interface PollTimesOptions {
  readonly time: Time;
  /** The pauses between two lists. */
  readonly intervals: Intervals;
  readonly isPrioritized: (jobName: string) => boolean;
  readonly untrusted: () => number;
}

/** The pauses between looks at one job, against those between lists: by default those of a watch. */
const INTERVAL_FACTORS = { shortest: 2.5, longest: 6 };

/**
 * Jobs that are over, in doubt or prioritized are polled as a watch polls, those that can't be trusted too.
 * All of the latter cost, while they are quiet, no more calls than lists do at their busiest.
 */
export function pollTimes(options: PollTimesOptions): PollTimes {
  const { time, intervals, isPrioritized, untrusted } = options;
  const pauses: Intervals = {
    minIntervalMs: INTERVAL_FACTORS.shortest * intervals.minIntervalMs,
    maxIntervalMs: INTERVAL_FACTORS.longest * intervals.maxIntervalMs,
  };

  function pauseMs(member: Member): number {
    const { follower, doubt, trusted, quiet } = member;
    if (follower.isOver() || doubt) return pollDelayMs(0, pauses, time.random());
    if (isPrioritized(follower.jobName)) return pollDelayMs(quiet, pauses, time.random());
    if (trusted) return Infinity;
    const maxIntervalMs = Math.max(pauses.maxIntervalMs, untrusted() * intervals.minIntervalMs);
    return pollDelayMs(quiet, { ...pauses, maxIntervalMs }, time.random());
  }

  return {
    pauses,
    dueAt: (member, next) => time.monotonic() + (next === 'now' || member.askJob ? 0 : pauseMs(member)),
  };
}
