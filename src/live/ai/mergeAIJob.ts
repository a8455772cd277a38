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

/** A described job with what only a list has, as far as that is known. */
export function describedAIJob(
  described: WatchedJob,
  known: WatchedJob | undefined,
  { object }: AIMembers,
): WatchedJob {
  const { AIWorkloadConfigName } = (known?.[object] ?? {}) as { readonly AIWorkloadConfigName?: string };
  return AIWorkloadConfigName === undefined
    ? described
    : { ...described, [object]: { AIWorkloadConfigName, ...described[object] } };
}
