import type { Member } from './fleetMember.js';

/** What the turn of a member depends on besides itself. */
export interface PollRules {
  readonly now: number;
  readonly isPrioritized: (jobName: string) => boolean;
  /** Whether a job that nothing is known against may be looked at, only to make sure. */
  readonly resync: boolean;
  /** The least time between two such looks at one job. */
  readonly resyncMs: number;
  /** Turns in a row that went to those who are in a hurry, while others waited. */
  readonly passedOver: number;
}

/** Whose turn it is, and why; or when to ask again. */
export type NextPoll =
  | { readonly member: Member; readonly onlyToMakeSure: boolean; readonly passedOver: number }
  | { readonly member?: undefined; readonly nextAt: number };

/** While both wait, one turn in this many is for those who aren't in a hurry. */
const ROUTINE_TURN = 6;

/**
 * Whose turn it is to be looked at. First those who are in a hurry: jobs that moved, that have ended, that
 * somebody looks at, each since when it could have been looked at, so that a busy job comes once in a
 * round of the others. Then, and every sixth turn at least, those who come round: the one that was looked
 * at longest ago.
 */
export function nextPoll(members: Iterable<Member>, rules: PollRules): NextPoll {
  const { now, isPrioritized, resync, resyncMs, passedOver } = rules;
  let urgent: Member | undefined;
  let urgentSince = Infinity;
  let routine: Member | undefined;
  let nextAt = Infinity;
  const wait = (until: number): void => {
    if (until > now) nextAt = Math.min(nextAt, until);
  };

  for (const member of members) {
    if (member.busy) continue;
    // Between two passes over the steps of a job that is over a pause belongs.
    const movedAt = member.follower.isOver() ? Infinity : member.movedAt;
    const since = Math.min(movedAt, isUrgent(member, isPrioritized) ? member.dueAt : Infinity);
    const from = Math.max(member.notBefore, Math.min(since, member.dueAt));
    wait(from);
    if (Math.max(since, member.notBefore) <= now) {
      const sooner = since < urgentSince || (since === urgentSince && changedEarlier(member, urgent));
      if (sooner) [urgent, urgentSince] = [member, since];
      continue;
    }
    const resyncAt = Math.max(member.notBefore, member.lookedAt + resyncMs);
    // One that is about to be looked at because it moved would say nothing about the list.
    const mayResync = resync && member.trusted && member.movedAt === Infinity;
    if (mayResync) wait(resyncAt);
    const comesRound = from <= now || (mayResync && resyncAt <= now);
    if (comesRound && (routine === undefined || member.lookedAt < routine.lookedAt)) routine = member;
  }

  if (urgent !== undefined && (routine === undefined || passedOver + 1 < ROUTINE_TURN)) {
    return { member: urgent, onlyToMakeSure: false, passedOver: routine === undefined ? 0 : passedOver + 1 };
  }
  if (routine === undefined) return { nextAt };
  return { member: routine, onlyToMakeSure: routine.trusted && routine.dueAt > now, passedOver: 0 };
}

/** One list tells of several: which of them has moved first, in the service's time. */
function changedEarlier(member: Member, other: Member | undefined): boolean {
  return (member.modifiedAt ?? 0) < (other?.modifiedAt ?? 0);
}

function isUrgent(member: Member, isPrioritized: (jobName: string) => boolean): boolean {
  return member.doubt || member.askJob || member.follower.isOver() || isPrioritized(member.follower.jobName);
}
