import type { WatchedJob } from '../../core/event.js';
import type { AIMembers } from '../../paging/aiJobs.js';

/**
 * A job of a list as it adds to what is known of it: AWS's own object keeps what a description had, whose times are more
 * precise, and takes the status of the list.
 */
export function listedAIJob(
  listed: WatchedJob,
  known: WatchedJob | undefined,
  { object, status }: AIMembers,
): WatchedJob {
  const [before, after] = [known?.[object], listed[object]];
  if (before === undefined || after === undefined) return listed;
  const listedStatus = (after as unknown as Readonly<Record<string, unknown>>)[status];
  return { ...listed, [object]: { ...after, ...before, [status]: listedStatus } };
}
