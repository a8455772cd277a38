import type { WatchedJob } from '../../core/event.js';
import type { Time } from '../../core/time.js';
import type { JobEnd } from '../job/jobEnd.js';
import { isEarlierStatus } from '../job/statusRank.js';
import { earliest } from './census.js';
import { endedJobs } from './endedJobs.js';
import { makeDue, type FleetMember } from './fleetMember.js';
import { newestChange } from './newestChange.js';
import type { ListedJobs } from './readJobs.js';
import { isLaterCreation, WHOLE_SECOND_MS } from '../job/sameCreation.js';
import { withKnownTimes } from '../job/withKnownTimes.js';

/** The registry of a fleet's jobs, kept up to date by lists of jobs. It has no timers and makes no calls. */
export interface JobRegistry {
  readonly members: () => IterableIterator<FleetMember>;
  /** Service time after which the next list has to show changes; undefined where none is known. */
  readonly since: () => Date | undefined;
  /** Creation time of the oldest job that is followed; of the newest that was listed where there is none. */
  readonly oldest: () => Date | undefined;
  /** Begins with the creation time of the newest job of the account. Does nothing after the first list. */
  readonly begin: (newestCreation: Date | undefined) => void;
  /**
   * Applies a list that was requested at `requestedAt`, and answers whether it showed anything new.
   * `complete` says that every running job should be on it.
   */
  readonly applyList: (jobs: ListedJobs, requestedAt: number, complete: boolean) => boolean;
  /** Removes a job that is over and of which every step is known. */
  readonly remove: (member: FleetMember) => void;
}

export interface RegistryOptions {
  readonly time: Pick<Time, 'monotonic' | 'now'>;
  /** Whether the fleet was unsubscribed from: a subscriber may do so with any event. */
  readonly isAborted: () => boolean;
  /** Makes the member of a job; `reported` is the last end that was reported of a job of its name. */
  readonly join: (job: WatchedJob, reported: JobEnd | undefined) => FleetMember;
  /** Called when the list has missed changes of a job, and isn't relied on for that job any more. */
  readonly onUnreliable: (member: FleetMember) => void;
  /** Called with a job that is no longer there, as another one was created under its name. */
  readonly onReplaced: (member: FleetMember) => void;
}

/** Makes an empty registry. The first list that it is given shows which jobs run. */
export function jobRegistry(options: RegistryOptions): JobRegistry {
  const { time, isAborted, join, onUnreliable, onReplaced } = options;
  const members = new Map<string, FleetMember>();
  const ended = endedJobs();
  const newest = newestChange(time);
  const now = time.monotonic;

  function markUnreliable(member: FleetMember): void {
    member.missedChangeAt = undefined;
    if (!member.listReliable) return;
    member.listReliable = false;
    onUnreliable(member);
  }

  /** Applies what a list shows of a member, and answers whether that is new. */
  function applySummary(member: FleetMember, listed: WatchedJob): boolean {
    const modifiedAt = listed.LastModifiedTime?.getTime();
    const known = member.follower.job();
    if (isLaterCreation(known?.CreationTime, listed.CreationTime)) return false;
    const job = withKnownTimes(listed, known);
    const wasOver = member.follower.isOver();
    if (known !== undefined && isEarlierStatus(job.Status, known.Status)) {
      requestDescription(member);
      return false;
    }
    if (modifiedAt !== undefined && modifiedAt < (member.modifiedAt ?? -Infinity)) {
      // The list is out of date, or the service's clock was set back: describing the job decides.
      if (!member.describeFirst && !member.polling) member.follower.applySummary(job);
      requestDescription(member);
      return false;
    }
    const modified = modifiedAt !== member.modifiedAt;
    const { changed, unconfirmed } = member.follower.applySummary(job);
    if (unconfirmed) requestDescription(member);
    if (member.follower.isOver() && !wasOver) member.dueAt = now();
    if (modified) noteChange(member, modifiedAt);
    else if (changed) markUnreliable(member);
    if (modifiedAt === undefined) markUnreliable(member);
    return changed || modified;
  }

  /** Has the job described to confirm what a list showed, or lacked. A job that is over stays over. */
  function requestDescription(member: FleetMember): void {
    if (member.follower.isOver()) return;
    member.describeFirst = true;
    makeDue(member, now());
  }

  function noteChange(member: FleetMember, modifiedAt: number | undefined): void {
    member.modifiedAt = modifiedAt;
    member.missedChangeAt = undefined;
    // A time without a fraction can stand for further changes of the same second. A second after it was
    // received that second is over, whatever the service's clock says.
    const isWholeSecond = modifiedAt !== undefined && modifiedAt % 1_000 === 0;
    member.sameSecondUntil = now() + (isWholeSecond ? WHOLE_SECOND_MS : 0);
    member.changeDueAt = Math.min(member.changeDueAt, member.sameSecondUntil);
  }

  function add(job: WatchedJob): void {
    const member = join(job, ended.endOf(job.JobName));
    members.set(job.JobName, member);
    applySummary(member, job);
    // Being found isn't a change: it is due because nothing is known of it yet.
    member.changeDueAt = Infinity;
  }

  function applyList(jobs: ListedJobs, requestedAt: number, complete: boolean): boolean {
    let changed = false;
    for (const job of jobs.values()) {
      if (isAborted()) return changed;
      const member = members.get(job.JobName);
      const isReplaced = isLaterCreation(job.CreationTime, member?.follower.job()?.CreationTime);
      if (member !== undefined && isReplaced) onReplaced(member);
      if (member !== undefined && !isReplaced) changed = applySummary(member, job) || changed;
      else if (isReplaced || ended.isNew(job, requestedAt)) {
        add(job);
        changed = true;
      }
    }
    for (const member of members.values()) {
      if (member.missedChangeAt !== undefined && member.missedChangeAt < requestedAt) markUnreliable(member);
      // As far as is known the job runs, and a list of all running jobs lacks it.
      if (complete && member.joinedAt < requestedAt && !jobs.has(member.follower.jobName)) {
        requestDescription(member);
      }
    }
    newest.applyList(jobs, complete, requestedAt);
    ended.applyList(jobs);
    return changed;
  }

  return {
    members: () => members.values(),
    since: newest.since,
    begin: ended.begin,
    oldest: () =>
      earliest([...members.values()].flatMap(({ follower }) => follower.job() ?? [])) ??
      ended.newestCreation(),
    applyList,
    remove: ({ follower }) => {
      const { jobName, job } = follower;
      members.delete(jobName);
      ended.add(job() ?? { JobName: jobName, Status: 'DELETED' }, now());
    },
  };
}
