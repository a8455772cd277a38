import { NotFoundError } from '../../core/errors.js';
import { describeIsDue } from '../pace/schedule.js';
import type { JobFollower, Observation } from './jobFollower.js';

/** What a poll has found, and when the next one is due. */
export interface PollResult extends Observation {
  /** `now`: the job has just ended, so its steps are listed at once. `never`: everything is known. */
  readonly next: 'now' | 'soon' | 'later' | 'never';
}

/** Polls a job, one poll after the other. With `describeFirst` the poll begins with a description of the job. */
export type PollJob = (signal: AbortSignal, describeFirst?: boolean) => Promise<PollResult>;

/**
 * Makes the poller of a job, which decides what each poll requests. It always lists the steps. It describes
 * the job at first, while no step runs, and every few polls (`describeEvery`; `Infinity` where a list of jobs
 * shows how the job is).
 *
 * Once the job is over, its steps are listed until they are complete. Then the job is described once more if
 * the last description was from before its end, or if its steps have changed since.
 */
export function jobPoller(follower: JobFollower, describeEvery?: number): PollJob {
  let sinceDescription = 0;
  /** Whether the job has ended, or its steps have changed, since the last description. */
  let outdated = true;
  const { isOver } = follower;

  async function describe(signal: AbortSignal): Promise<Observation> {
    const observed = await follower.describe(signal);
    sinceDescription = 0;
    outdated = !isOver();
    return observed;
  }

  async function relistSteps(signal: AbortSignal): Promise<Observation> {
    try {
      const observed = await follower.relistSteps(signal);
      outdated ||= observed.changed;
      return observed;
    } catch (error) {
      // Only a description confirms that the job no longer exists.
      if (!(error instanceof NotFoundError) || follower.isComplete()) throw error;
      const observed = await describe(signal);
      if (follower.isComplete()) return observed;
      throw error;
    }
  }

  return async (signal, describeFirst = false) => {
    const described = describeFirst || follower.job() === undefined;
    let observed = described ? await describe(signal) : NOTHING;
    const wasOver = isOver();
    if (!follower.isComplete()) observed = both(observed, await relistSteps(signal));
    if (follower.isComplete()) {
      if (outdated || follower.jobUndecoded()) observed = both(observed, await describe(signal));
      return { ...observed, next: follower.jobUndecoded() ? 'soon' : 'never' };
    }
    sinceDescription += 1;
    if (
      !wasOver &&
      !described &&
      describeIsDue(follower.hasRunningSteps(), sinceDescription, describeEvery)
    ) {
      observed = both(observed, await describe(signal));
      if (follower.isComplete()) return { ...observed, next: 'never' };
    }
    if (!wasOver && isOver()) return { ...observed, next: 'now' };
    return { ...observed, next: wasOver || observed.changed || observed.unconfirmed ? 'soon' : 'later' };
  };
}

const NOTHING: Observation = { changed: false, unconfirmed: false };

const both = (a: Observation, b: Observation): Observation => ({
  changed: a.changed || b.changed,
  unconfirmed: a.unconfirmed || b.unconfirmed,
});
