import type { Clock } from '../../core/time.js';
import type { PollPause } from './schedule.js';

/** The planned polls of a few watches, which are aligned so that one list of jobs serves all of them. */
export interface AlignedPolls {
  /** Plans the next poll of a member. Returns the milliseconds until then, within the bounds of the pause. */
  readonly plan: (member: object, pause: PollPause) => number;
  /** The member polls no more, or on its own. */
  readonly forget: (member: object) => void;
}

/** Maximum number of watches that are aligned: more share a list well without it, and would all poll at once. */
const MAX_ALIGNED = 5;

/** Makes the register of planned polls. The member that planned first leads, and the others follow it. */
export function alignedPolls({ monotonic }: Pick<Clock, 'monotonic'>): AlignedPolls {
  /** Moment of the next poll of each member, in monotonic milliseconds; one of the past while it polls. */
  const planned = new Map<object, number>();

  function pauseOf(member: object, pause: PollPause): number {
    if (planned.size > MAX_ALIGNED) return pause.ms;
    const now = monotonic();
    const [leader] = planned.keys();
    const waits = [...planned].filter(([other, at]) => other !== member && at > now);
    const leaderMs = waits.find(([other]) => other === leader)?.[1];
    return alignedPauseMs(
      pause,
      leaderMs === undefined ? undefined : leaderMs - now,
      waits.map(([, at]) => at - now),
    );
  }

  return {
    plan: (member, pause) => {
      if (!planned.has(member)) planned.set(member, -Infinity);
      const ms = pauseOf(member, pause);
      planned.set(member, monotonic() + ms);
      return ms;
    },
    forget: member => {
      planned.delete(member);
    },
  };
}

/**
 * Milliseconds until the next poll: until that of the leader, or else of another member, where the pause can be
 * as long. Where the leader polls earlier, the pause is the longest or the shortest: whichever brings the later
 * polls closer to those of the leader. Else the pause stays as it is.
 */
export function alignedPauseMs(
  { shortestMs, longestMs, ms }: PollPause,
  leaderMs: number | undefined,
  othersMs: readonly number[],
): number {
  const isPossible = (delayMs: number): boolean => delayMs >= shortestMs && delayMs <= longestMs;
  if (leaderMs !== undefined && isPossible(leaderMs)) return leaderMs;
  if (leaderMs !== undefined && leaderMs < shortestMs)
    return leaderMs < longestMs / 2 ? longestMs : shortestMs;
  return othersMs.find(isPossible) ?? ms;
}
