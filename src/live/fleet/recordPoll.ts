import type { PollResult } from '../job/jobPoller.js';
import type { FleetMember } from './fleetMember.js';

/**
 * Records what a poll of a member has found that began at `startedAt`, in monotonic milliseconds. The next poll isn't
 * planned here.
 */
export function recordPoll(
  member: FleetMember,
  { next, changed, unconfirmed }: PollResult,
  startedAt: number,
): void {
  member.failing = false;
  // Without the list, what one poll has found goes stale at an unknown moment, unless that was the end.
  if (!member.listFailing || next === 'never') member.freshness.polled(startedAt, member.follower.invalid());
  if (next === 'never') return;
  member.unconfirmed = unconfirmed;
  const modifiedAt = member.follower.job()?.LastModifiedTime?.getTime();
  if (modifiedAt !== undefined && modifiedAt < (member.modifiedAt ?? -Infinity))
    member.modifiedAt = modifiedAt;
  member.unchangedPolls = changed || unconfirmed ? 0 : member.unchangedPolls + 1;
}
