import type { RecommenderApi } from '../../api/recommenderApi.js';
import type { WatchEvent } from '../../core/event.js';
import type { Time } from '../../core/time.js';
import { freshness, type Freshness } from '../job/freshness.js';
import { jobFollower, type JobFollower } from '../job/jobFollower.js';
import { jobPoller, type PollJob } from '../job/jobPoller.js';
import type { JobEnd } from '../job/jobEnd.js';
import { DEFAULT_MIN_MS } from '../watchOptions.js';
import { NO_FAILURES, type Failures } from '../pace/pollBackoff.js';

/**
 * One job of a fleet: its follower, and everything that decides when it is polled next. Moments are
 * monotonic milliseconds. `list` means the list of the account's jobs.
 *
 * | fields | written by |
 * | --- | --- |
 * | `modifiedAt` to `changeDueAt` | `jobRegistry`, from the list |
 * | `dueAt` to `polling` | `jobPolls`, after each poll |
 * | `describeFirst` | both |
 * | `listFailing` | `relistJobs` |
 */
export interface FleetMember {
  readonly follower: JobFollower;
  readonly poll: PollJob;
  readonly freshness: Freshness;
  readonly joinedAt: number;
  /** Ends it: from then on its follower emits nothing, and it leaves no timer. */
  readonly end: () => void;
  readonly isEnded: () => boolean;

  /** `LastModifiedTime` in the list, in the service's milliseconds; undefined where it can't be read. */
  modifiedAt: number | undefined;
  /** End of the second of a `modifiedAt` without a fraction: until then it may stand for further changes. */
  sameSecondUntil: number;
  /** Whether changes of the steps are believed to move `LastModifiedTime` in the list. */
  listReliable: boolean;
  /** Moment of a poll that found changes which the list hadn't shown. The next list decides. */
  missedChangeAt: number | undefined;
  /** Moment from which a poll is due for a change that the list showed; `Infinity` for none. */
  changeDueAt: number;

  /** Moment from which a poll is due by the job's own schedule; `Infinity` where it has none. */
  dueAt: number;
  /** Moment before which the job isn't polled, as the last poll failed, or as its steps may be those of another. */
  retryAt: number;
  /** Moment at which the last poll ended. */
  polledAt: number;
  /** Number of polls in a row that found no change. */
  unchangedPolls: number;
  failures: Failures;
  /** Whether the last poll failed. */
  failing: boolean;
  /** Whether the last poll found something that only the next one can confirm. */
  unconfirmed: boolean;
  /** Whether a poll is running. */
  polling: boolean;

  /** Whether the next poll describes the job, as the list was in doubt about it or lacked it. */
  describeFirst: boolean;
  /** Whether the list that would show its changes fails at present. */
  listFailing: boolean;
}

/** What is known of a job before it is followed. */
export interface MemberOptions {
  /** Shortest pause between two polls of the job, in milliseconds. */
  readonly minIntervalMs?: number;
  /** The end that was reported of a job of this name. */
  readonly reported?: JobEnd | undefined;
  /** Milliseconds before the first poll. Default 0. */
  readonly waitMs?: number;
}

/** Makes the member of a job that was just found: its first poll is due at once, or after `waitMs`. */
export function newFleetMember(
  api: RecommenderApi,
  time: Time,
  jobName: string,
  staleAfterMs: number,
  emit: (event: WatchEvent) => void,
  { minIntervalMs = DEFAULT_MIN_MS, reported, waitMs = 0 }: MemberOptions = {},
): FleetMember {
  let ended = false;
  const options = { onInvalid: 'error', minIntervalMs, now: time.monotonic, reported } as const;
  const emitOfMember = (event: WatchEvent): void => {
    if (!ended) emit(event);
  };
  const follower = jobFollower(api, jobName, options, emitOfMember);
  const fresh = freshness(jobName, staleAfterMs, time, emitOfMember);
  const now = time.monotonic();
  return {
    follower,
    // The list shows how the job is: polls needn't describe it regularly.
    poll: jobPoller(follower, { describeEvery: Infinity }),
    freshness: fresh,
    joinedAt: now,
    end: () => {
      ended = true;
      fresh.stop();
    },
    isEnded: () => ended,
    modifiedAt: undefined,
    sameSecondUntil: -Infinity,
    listReliable: true,
    missedChangeAt: undefined,
    changeDueAt: Infinity,
    dueAt: now,
    retryAt: waitMs > 0 ? now + waitMs : -Infinity,
    polledAt: -Infinity,
    unchangedPolls: 0,
    failures: NO_FAILURES,
    failing: false,
    unconfirmed: false,
    polling: false,
    describeFirst: false,
    listFailing: false,
  };
}

/** Makes a member due now. A job that is over keeps the pause between two passes over its steps. */
export function makeDue(member: FleetMember, now: number): void {
  if (!member.follower.isOver()) member.dueAt = Math.min(member.dueAt, now);
}

/** Whether a list without a change of this job confirms that what is known of it is still true. */
export const isConfirmedByList = (member: FleetMember): boolean =>
  member.listReliable &&
  member.follower.synced() &&
  member.changeDueAt === Infinity &&
  member.missedChangeAt === undefined &&
  !member.describeFirst &&
  !member.failing;
