import type { FleetMember } from './fleetMember.js';

/** What the choice depends on besides the members. */
export interface PollRules {
  readonly now: number;
  readonly isPrioritized: (jobName: string) => boolean;
  /** Whether a resync is allowed: a poll of a job for which the list showed no change. */
  readonly resync: boolean;
  /** Shortest time from one poll of a job to its resync, in milliseconds. */
  readonly resyncMs: number;
  /** Number of urgent polls in a row while a routine one was waiting. */
  readonly urgentInARow: number;
}

/** The member to poll; or the moment at which to choose again, `Infinity` where only a list can help. */
export type NextPoll =
  | { readonly member: FleetMember; readonly isResync: boolean; readonly urgentInARow: number }
  | { readonly member?: undefined; readonly nextAt: number };

/** While both kinds wait, every sixth poll is a routine one. */
const ROUTINE_TURN = 6;

/**
 * The poll queue of a fleet: a priority queue with two classes, computed anew for each poll.
 *
 * - Urgent: jobs that changed, that are over, that are unconfirmed or that are prioritized. The one that has
 *   been due for the longest time is first, so that a job that changes all the time gets one poll in a round.
 * - Routine: jobs due by a schedule of their own, and resyncs. The one that was polled longest ago is first.
 *
 * Urgent polls go first, but for every sixth one.
 */
export function nextPoll(members: Iterable<FleetMember>, rules: PollRules): NextPoll {
  const { now, isPrioritized, resync, resyncMs, urgentInARow } = rules;
  let urgent: FleetMember | undefined;
  let urgentSince = Infinity;
  let routine: FleetMember | undefined;
  let nextAt = Infinity;
  const wait = (until: number): void => {
    if (until > now) nextAt = Math.min(nextAt, until);
  };

  for (const member of members) {
    if (member.polling) continue;
    // A job that is over keeps the pause between two passes over its steps, whatever the list shows.
    const changeDueAt = member.follower.isOver() ? Infinity : member.changeDueAt;
    const since = Math.min(changeDueAt, isUrgent(member, isPrioritized) ? member.dueAt : Infinity);
    const from = Math.max(member.retryAt, Math.min(since, member.dueAt));
    wait(from);
    if (Math.max(since, member.retryAt) <= now) {
      const isEarlier = since < urgentSince || (since === urgentSince && changedEarlier(member, urgent));
      if (isEarlier) [urgent, urgentSince] = [member, since];
      continue;
    }
    const resyncAt = Math.max(member.retryAt, member.polledAt + resyncMs);
    // A job that waits for a poll of its change would prove nothing about the list.
    const mayResync = resync && member.listReliable && member.changeDueAt === Infinity;
    if (mayResync) wait(resyncAt);
    const isDue = from <= now || (mayResync && resyncAt <= now);
    if (isDue && (routine === undefined || member.polledAt < routine.polledAt)) routine = member;
  }

  if (urgent !== undefined && (routine === undefined || urgentInARow + 1 < ROUTINE_TURN)) {
    return { member: urgent, isResync: false, urgentInARow: routine === undefined ? 0 : urgentInARow + 1 };
  }
  if (routine === undefined) return { nextAt };
  return { member: routine, isResync: routine.listReliable && routine.dueAt > now, urgentInARow: 0 };
}

/** Orders the jobs that changed in one list by the service's time of the change. */
function changedEarlier(member: FleetMember, other: FleetMember | undefined): boolean {
  return (member.modifiedAt ?? 0) < (other?.modifiedAt ?? 0);
}

function isUrgent(member: FleetMember, isPrioritized: (jobName: string) => boolean): boolean {
  return (
    member.unconfirmed ||
    member.describeFirst ||
    member.follower.isOver() ||
    isPrioritized(member.follower.jobName)
  );
}
