import { NotFoundError } from '../../core/errors.js';
import { describeIsDue, listIsDue } from '../pace/schedule.js';
import type { JobFollower } from './jobFollower.js';
import { bothOf, NOTHING_NEW, type Observation } from './observation.js';

/** What a poll has found, and when the next one is due. */
export interface PollResult extends Observation {
  /** `never`: everything is known. A number: milliseconds until the next pass over the steps of a job that is over. */
  readonly next: number | 'soon' | 'later' | 'never';
}

/** Polls a job, one poll after the other. With `describeFirst` the poll begins with a description of the job. */
export type PollJob = (signal: AbortSignal, describeFirst?: boolean) => Promise<PollResult>;

export interface PollerOptions {
  /** Number of polls from one description to the next while steps run. Default 2. */
  readonly describeEvery?: number | undefined;
  /** Whether the job is still as it is known. Default: that can't be said without a description. */
  readonly isUnchanged?: (() => Promise<boolean>) | undefined;
}

/** Number of polls from one description to the next at most, as a list of jobs may be out of date. */
const MAX_SPARED = 40;

/**
 * Makes the poller of a job, which decides what each poll requests. It describes the job and lists its steps at
 * first, and from then on the one that shows progress with each poll and the other one with every second poll:
 * the list while steps run, and the description while none does. `describeEvery` is `Infinity` where a list of
 * jobs shows how the job is: then each poll lists the steps. `isUnchanged` spares descriptions where it can say
 * that the job runs as it is known: such a poll lists the steps.
 *
 * Once the job is over, its steps are listed until they are complete. Then the job is described once more if
 * the last description was from before its end, or if its steps have changed since.
 */
export function jobPoller(
  follower: JobFollower,
  { describeEvery, isUnchanged = UNKNOWN }: PollerOptions = {},
): PollJob {
  let sinceDescription = 0;
  let sinceList = 0;
  let hasList = false;
  /** Whether the job has ended, or its steps have changed, since the last description. */
  let outdated = true;
  let unconfirmed = false;
  const { isOver, isComplete } = follower;

  async function describe(signal: AbortSignal): Promise<Observation> {
    const observed = await follower.describe(signal);
    sinceDescription = 0;
    outdated = !isOver();
    unconfirmed = observed.unconfirmed;
    return observed;
  }

  async function relistSteps(signal: AbortSignal): Promise<Observation> {
    try {
      const observed = await follower.relistSteps(signal);
      sinceList = 0;
      hasList = true;
      outdated ||= observed.changed;
      return observed;
    } catch (error) {
      // Only descriptions confirm that the job no longer exists.
      if (!(error instanceof NotFoundError) || isComplete()) throw error;
      const observed = await describe(signal);
      if (isComplete() || follower.isMissing()) return observed;
      throw error;
    }
  }

  async function pollOver(signal: AbortSignal, before: Observation): Promise<PollResult> {
    let observed = isComplete() ? before : bothOf(before, await relistSteps(signal));
    if (!isComplete()) return { ...observed, next: nextPass() };
    if (outdated || follower.isDescribedBefore()) observed = bothOf(observed, await describe(signal));
    if (!isOver()) return { ...observed, next: 'soon' };
    if (!follower.isDescribedBefore() || !follower.waitForDescription())
      return { ...observed, next: 'never' };
    return { ...observed, next: nextPass() };
  }

  /** Whether a description that is due is spared. */
  async function isSpared(): Promise<boolean> {
    return sinceDescription < MAX_SPARED && follower.invalid() === undefined && (await isUnchanged());
  }

  const nextPass = (): PollResult['next'] => follower.nextPassMs() ?? 'soon';

  return async (signal, describeFirst = false) => {
    if (isOver()) {
      const isDue = describeFirst || follower.isMissing();
      return pollOver(signal, isDue ? await describe(signal) : NOTHING_NEW);
    }
    sinceDescription += 1;
    sinceList += 1;
    const isFirst = follower.job() === undefined;
    const isDoubtful = unconfirmed || follower.isMissing();
    const isNeeded = isFirst || isDoubtful || describeFirst;
    const isDue = hasList && describeIsDue(follower.hasRunningSteps(), sinceDescription, describeEvery);
    const spared = !isNeeded && isDue && (await isSpared());
    let observed = NOTHING_NEW;
    if (isNeeded || (isDue && !spared)) observed = await describe(signal);
    if (isOver()) return pollOver(signal, observed);
    const isListDue = spared || !hasList || listIsDue(follower.hasRunningSteps(), sinceList, describeEvery);
    if (isListDue || observed.changed || !follower.synced())
      observed = bothOf(observed, await relistSteps(signal));
    if (isOver()) return { ...observed, next: isComplete() ? 'never' : nextPass() };
    return { ...observed, next: observed.changed || observed.unconfirmed ? 'soon' : 'later' };
  };
}

const UNKNOWN = (): Promise<boolean> => Promise.resolve(false);
