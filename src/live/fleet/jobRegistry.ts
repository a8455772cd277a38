import type { WatchedJob } from '../../core/event.js';
import { isTerminal } from '../../core/status.js';
import { hasten, type Member } from './fleetMember.js';
import { newestChange } from './newestChange.js';
import type { ListedJobs } from './readJobs.js';

/** Which jobs belong to a fleet, and what the lists of jobs said of them. No timers, and no calls. */
export interface JobRegistry {
  readonly members: () => IterableIterator<Member>;
  /** The service's time after which the next list is to show changes; undefined where none is known. */
  readonly since: () => Date | undefined;
  /**
   * Takes a list in that was asked for at `askedAt`; answers whether it told anything new. `all`: every
   * job that runs should be on it.
   */
  readonly take: (jobs: ListedJobs, askedAt: number, all: boolean) => boolean;
  /** A job has ended, and is finished off. */
  readonly leave: (member: Member) => void;
}

/** How precise a time is that has no fraction of a second. */
const WHOLE_SECOND_MS = 1_000;
/** So long a job that has left is remembered, and so old one may be that ended before it was heard of. */
const REMEMBERED_MS = 3_600_000;

/** What a roll needs. */
export interface RegistryOptions {
  readonly now: () => number;
  /** Whether the fleet has been left: a reader may do so with any event. */
  readonly isLeft: () => boolean;
  readonly join: (jobName: string) => Member;
  /** The list was silent about a change, so that it isn't believed any more about this job. */
  readonly onDistrust: (member: Member) => void;
}

/** Starts a roll without members. The first list that it takes says who runs. */
export function jobRegistry({ now, isLeft, join, onDistrust }: RegistryOptions): JobRegistry {
  const members = new Map<string, Member>();
  const gone = new Map<string, { readonly createdAt: number | undefined; readonly until: number }>();
  const newest = newestChange(now, REMEMBERED_MS);

  function isEligible({ JobName, Status, CreationTime }: WatchedJob): boolean {
    const left = gone.get(JobName);
    if (left !== undefined && left.createdAt === CreationTime?.getTime()) return false;
    // What has begun and ended between two lists is told of, and not what had ended before.
    return isTerminal(Status) ? newest.isNew(CreationTime) : Status !== 'DELETING';
  }

  function distrust(member: Member): void {
    member.suspectedAt = undefined;
    if (!member.trusted) return;
    member.trusted = false;
    onDistrust(member);
  }

  /** Takes what a list says of a member; answers whether that is new. */
  function hear(member: Member, job: WatchedJob): boolean {
    const modifiedAt = job.LastModifiedTime?.getTime();
    const wasOver = member.follower.isOver();
    if (modifiedAt !== undefined && modifiedAt < (member.modifiedAt ?? -Infinity)) {
      // An answer of yesterday, or the service's clock was set back: the job itself tells.
      if (!member.askJob && !member.busy) member.follower.hear(job);
      ask(member);
      return false;
    }
    const touched = modifiedAt !== member.modifiedAt;
    const { moved, doubt } = member.follower.hear(job);
    if (doubt) ask(member);
    if (member.follower.isOver() && !wasOver) member.dueAt = now();
    if (touched) moves(member, modifiedAt);
    else if (moved) distrust(member);
    if (modifiedAt === undefined) distrust(member);
    return moved || touched;
  }

  /** What a list says of a job, or doesn't, wants confirming. What is over stays over. */
  function ask(member: Member): void {
    if (member.follower.isOver()) return;
    member.askJob = true;
    hasten(member, now());
  }

  function moves(member: Member, modifiedAt: number | undefined): void {
    member.modifiedAt = modifiedAt;
    member.suspectedAt = undefined;
    // Of a time without a fraction there may be more to come for as long as that second lasts. A second
    // after we heard of it, it is over, whatever the service's clock says.
    const whole = modifiedAt !== undefined && modifiedAt % 1_000 === 0;
    member.steadyAt = now() + (whole ? WHOLE_SECOND_MS : 0);
    member.movedAt = Math.min(member.movedAt, member.steadyAt);
  }

  function admit(job: WatchedJob): void {
    const member = join(job.JobName);
    members.set(job.JobName, member);
    hear(member, job);
    // That it is here isn't a change: it is due as one that nobody knows yet.
    member.movedAt = Infinity;
  }

  function take(jobs: ListedJobs, askedAt: number, all: boolean): boolean {
    let told = false;
    for (const [name, { until }] of gone) if (until < now()) gone.delete(name);
    for (const job of jobs.values()) {
      if (isLeft()) return told;
      const member = members.get(job.JobName);
      if (member !== undefined) told = hear(member, job) || told;
      else if (isEligible(job)) {
        admit(job);
        told = true;
      }
    }
    for (const member of members.values()) {
      if (member.suspectedAt !== undefined && member.suspectedAt < askedAt) distrust(member);
      // It runs, as far as we know, and isn't among those that do.
      if (all && member.joinedAt < askedAt && !jobs.has(member.follower.jobName)) ask(member);
    }
    newest.take(jobs, all);
    return told;
  }

  return {
    members: () => members.values(),
    since: newest.since,
    take,
    leave: ({ follower }) => {
      const { jobName } = follower;
      members.delete(jobName);
      const createdAt = follower.job()?.CreationTime?.getTime();
      gone.set(jobName, { createdAt, until: now() + REMEMBERED_MS });
    },
  };
}
