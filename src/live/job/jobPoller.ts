import { NotFoundError } from '../../core/errors.js';
import type { JobFollower, Seen } from './jobFollower.js';
import { describeIsDue } from '../pace/schedule.js';

/** What a poll has brought, and when the next one is due. */
export interface PollResult extends Seen {
  /** `now`: the job has just ended, so its steps are to be read at once; `never`: nothing is left to ask. */
  readonly next: 'now' | 'soon' | 'later' | 'never';
}

/** Polls a job, one poll after the other; with `askJob` the job itself is asked for first. */
export type PollJob = (signal: AbortSignal, askJob?: boolean) => Promise<PollResult>;

/**
 * What each poll of a job asks: its steps; and the job itself at first, when no step runs, and every few
 * polls. Once the job is over its steps are read until they are settled, and then the job once more, if
 * it wasn't over yet when it was asked for, or they have changed since. `describeEvery`: how
 * many polls are few, where others say how the job is.
 */
export function jobPoller(follower: JobFollower, describeEvery?: number): PollJob {
  let sinceDescribe = 0;
  /** Whether the job has ended, or its steps have changed, since it was asked for. */
  let outdated = true;
  const { isOver } = follower;

  async function describe(signal: AbortSignal): Promise<Seen> {
    const seen = await follower.describe(signal);
    sinceDescribe = 0;
    outdated = !isOver();
    return seen;
  }

  async function sweep(signal: AbortSignal): Promise<Seen> {
    try {
      const seen = await follower.sweep(signal);
      outdated ||= seen.moved;
      return seen;
    } catch (error) {
      // Only the job itself can say that it is gone.
      if (!(error instanceof NotFoundError) || follower.settled()) throw error;
      const seen = await describe(signal);
      if (follower.settled()) return seen;
      throw error;
    }
  }

  return async (signal, askJob = false) => {
    const begins = askJob || follower.job() === undefined;
    let seen = begins ? await describe(signal) : NOTHING;
    const over = isOver();
    if (!follower.settled()) seen = both(seen, await sweep(signal));
    if (follower.settled()) {
      if (outdated || follower.jobIsDoubtful()) seen = both(seen, await describe(signal));
      return { ...seen, next: follower.jobIsDoubtful() ? 'soon' : 'never' };
    }
    sinceDescribe += 1;
    if (!over && !begins && describeIsDue(follower.stepsRun(), sinceDescribe, describeEvery)) {
      seen = both(seen, await describe(signal));
      if (follower.settled()) return { ...seen, next: 'never' };
    }
    if (!over && isOver()) return { ...seen, next: 'now' };
    return { ...seen, next: over || seen.moved || seen.doubt ? 'soon' : 'later' };
  };
}

const NOTHING: Seen = { moved: false, doubt: false };

const both = (a: Seen, b: Seen): Seen => ({
  moved: a.moved || b.moved,
  doubt: a.doubt || b.doubt,
});
