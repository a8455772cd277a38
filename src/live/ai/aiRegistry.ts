import type { WatchedJob, WatchEvent } from '../../core/event.js';
import type { Time } from '../../core/time.js';
import type { AIKind } from '../../paging/aiJobs.js';
import { endedJobs } from '../fleet/endedJobs.js';
import type { CheckedFleetOptions } from '../fleet/fleetOptions.js';
import type { JobEnd } from '../job/jobEnd.js';
import { isLaterCreation } from '../job/sameCreation.js';
import { makeDue } from './aiDescriptions.js';
import type { AIMember } from './aiMember.js';
import type { ListedAIJobs } from './readAIJobs.js';
import { isChildBenchmark } from './childBenchmark.js';

/** The registry of a fleet's jobs of one AI kind, kept up to date by lists. It has no timers and makes no calls. */
export interface AIRegistry {
  readonly members: () => Iterable<AIMember>;
  /** The latest creation time that the newest jobs have shown. */
  readonly newestCreation: () => Date | undefined;
  /** Applies the newest jobs, listed whatever their status: also those that have ended count as new since the first list. */
  readonly applyNewest: (listed: ListedAIJobs, requestedAt: number) => void;
  /** Applies a list that was requested at `requestedAt`. */
  readonly applyList: (listed: ListedAIJobs, requestedAt: number) => void;
  /** Makes the descriptions due of members that no list shows which was requested at `requestedAt` or later. */
  readonly describeUnlisted: (requestedAt: number) => void;
  /** Removes a job that is over, and emits its end. */
  readonly finish: (member: AIMember) => void;
}

export interface AIRegistryOptions {
  readonly kind: AIKind;
  readonly time: Pick<Time, 'monotonic'>;
  readonly options: Pick<CheckedFleetOptions, 'filters' | 'childBenchmarks'>;
  /** Whether the fleet was unsubscribed from: a subscriber may do so with any event. */
  readonly isAborted: () => boolean;
  readonly emit: (event: WatchEvent) => void;
  /** Makes the member of a job; `reported` is the last end that was reported of a job of its name. */
  readonly newMember: (name: string, reported: JobEnd | undefined) => AIMember;
}

/** Makes an empty registry. The first list that it is given shows which jobs had ended before. */
export function aiRegistry(given: AIRegistryOptions): AIRegistry {
  const { kind, time, options, isAborted, emit, newMember } = given;
  const members = new Map<string, AIMember>();
  const ended = endedJobs();

  function finish(member: AIMember): void {
    members.delete(member.name);
    // What could never be decoded of the job was reported as `stale`, and ends no fleet.
    const done = member.follower.doneEvent();
    member.end();
    ended.add(done?.job ?? { JobName: member.follower.jobName, Status: 'DELETED' }, time.monotonic());
    if (done !== undefined) emit(done);
  }

  function isWanted(name: string, { CreationTime }: WatchedJob): boolean {
    const { nameContains = '', creationTimeAfter: after, creationTimeBefore: before } = options.filters;
    return (
      name.includes(nameContains) &&
      (after === undefined || CreationTime === undefined || CreationTime > after) &&
      (before === undefined || CreationTime === undefined || CreationTime < before) &&
      (options.childBenchmarks || !isChildBenchmark(kind, name))
    );
  }

  function join(name: string, job: WatchedJob, requestedAt: number): void {
    const member = newMember(name, ended.endOf(job.JobName));
    members.set(name, member);
    member.listedAt = requestedAt;
    member.follower.applySummary(job);
  }

  /** Applies what a list shows of a member. */
  function applyTo(member: AIMember, job: WatchedJob, requestedAt: number): void {
    const wasOver = member.follower.isOver();
    member.listedAt = requestedAt;
    const { unconfirmed } = member.follower.applySummary(job);
    if (unconfirmed || (member.follower.isOver() && !wasOver)) makeDue(member, time.monotonic());
    if (!member.failing) member.freshness.polled(requestedAt, member.follower.invalid());
  }

  /** Ends a member in whose place there is another job of its name. */
  function replace(member: AIMember): void {
    const { follower } = member;
    if (!follower.isOver()) follower.applySummary({ JobName: follower.jobName, Status: 'DELETED' });
    finish(member);
  }

  function applyList(listed: ListedAIJobs, requestedAt: number): void {
    for (const [name, job] of listed) {
      if (isAborted()) return;
      const member = members.get(name);
      const isReplaced = isLaterCreation(job.CreationTime, member?.follower.job()?.CreationTime);
      if (member !== undefined && !isReplaced) applyTo(member, job, requestedAt);
      else if (isWanted(name, job) && (isReplaced || ended.isNew(job, requestedAt))) {
        if (member !== undefined) replace(member);
        if (isAborted()) return;
        join(name, job, requestedAt);
      }
    }
  }

  return {
    members: () => members.values(),
    newestCreation: ended.newestCreation,
    applyNewest: (listed, requestedAt) => {
      applyList(listed, requestedAt);
      ended.applyList(listed);
    },
    applyList,
    describeUnlisted: requestedAt => {
      for (const member of members.values())
        if (member.listedAt < requestedAt && member.joinedAt < requestedAt) makeDue(member, time.monotonic());
    },
    finish,
  };
}
