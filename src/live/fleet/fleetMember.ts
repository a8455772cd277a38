import type { RecommenderApi } from '../../api/recommenderApi.js';
import type { WatchEvent } from '../../core/event.js';
import type { Time } from '../../core/time.js';
import { freshness, type Freshness } from '../job/freshness.js';
import { jobFollower, type JobFollower } from '../job/jobFollower.js';
import { NO_FAILURES, type Failures } from '../pace/pollBackoff.js';
import { jobPoller, type PollJob } from '../job/jobPoller.js';

/** One job of a fleet: what follows it, and when it is to be looked at. Moments are monotonic milliseconds. */
export interface Member {
  readonly follower: JobFollower;
  readonly poll: PollJob;
  readonly fresh: Freshness;
  readonly joinedAt: number;
  /** The service's time of its last change, as heard of last; undefined where that can't be read. */
  modifiedAt: number | undefined;
  /** A look before this may miss a change of that time. */
  steadyAt: number;
  /** Whether that time is believed to move with the steps. */
  trusted: boolean;
  /** From then on it is to be looked at, as the list has said that it moved. `Infinity`: it hasn't. */
  movedAt: number;
  /** From then on it is to be looked at, by a schedule of its own. `Infinity`: it has none. */
  dueAt: number;
  /** No look before this: the last one failed. */
  notBefore: number;
  /** When the last look ended. */
  lookedAt: number;
  /** Looks in a row that brought nothing. */
  quiet: number;
  failures: Failures;
  /** The last look failed. */
  failing: boolean;
  /** The list of jobs that would tell of it fails at present. */
  unlisted: boolean;
  /** The job itself is to be asked for: what a list said of it, or didn't, wants confirming. */
  askJob: boolean;
  /** What was seen wants another look soon. */
  doubt: boolean;
  /** When a look found changes of which the list had said nothing; the next list tells. */
  suspectedAt: number | undefined;
  /** A look is under way. */
  busy: boolean;
}

/** A job joins a fleet: it is to be looked at as soon as it is its turn. */
export function newMember(
  api: RecommenderApi,
  time: Time,
  jobName: string,
  staleAfterMs: number,
  emit: (event: WatchEvent) => void,
): Member {
  const follower = jobFollower(api, jobName, { onInvalid: 'error' }, emit);
  const now = time.monotonic();
  return {
    follower,
    // How the job is, the list of jobs says.
    poll: jobPoller(follower, Infinity),
    fresh: freshness(jobName, staleAfterMs, time, emit),
    joinedAt: now,
    modifiedAt: undefined,
    steadyAt: -Infinity,
    trusted: true,
    movedAt: Infinity,
    dueAt: now,
    notBefore: -Infinity,
    lookedAt: -Infinity,
    quiet: 0,
    failures: NO_FAILURES,
    failing: false,
    unlisted: false,
    askJob: false,
    doubt: false,
    suspectedAt: undefined,
    busy: false,
  };
}

/** A member is due at once, unless it is over: between two passes over its steps a pause belongs. */
export function hasten(member: Member, now: number): void {
  if (!member.follower.isOver()) member.dueAt = Math.min(member.dueAt, now);
}

/** Whether a list of jobs that doesn't tell of a change of this one says that there was none. */
export const isVouchedFor = (member: Member): boolean =>
  member.trusted &&
  member.follower.synced() &&
  member.movedAt === Infinity &&
  member.suspectedAt === undefined &&
  !member.askJob &&
  !member.failing;
