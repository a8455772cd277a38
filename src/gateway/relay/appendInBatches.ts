import type { WatchEvent } from '../../core/event.js';
import type { JobLog } from '../../core/jobLog.js';
import type { Position } from '../../core/position.js';
import { MAX_BATCH } from './pendingEvents.js';
import type { SyncPlan } from './syncPlan.js';

/** What an append in batches needs besides its plan. */
export interface BatchSource {
  readonly jobName: string;
  readonly fence: number;
  /** Returns what is to be appended besides, and wasn't returned before. */
  readonly more: () => readonly WatchEvent[];
  /** Whether the lease is still held. */
  readonly holds: () => boolean;
}

/**
 * Appends the events of a plan, and those that are added meanwhile, in batches. Resolves with the position of the last one,
 * or with how it ended before: `lost` where the lease isn't held any more.
 */
export async function appendInBatches(
  log: Pick<JobLog, 'append'>,
  { base, after, replaces, events }: SyncPlan,
  { jobName, fence, more, holds }: BatchSource,
): Promise<Position | 'fenced' | 'moved' | 'lost'> {
  const drop = { eventsBefore: 0, keys: [], oldestPosition: base?.oldestPosition ?? 0 };
  let at = after;
  let left = events;
  let isChanged = base === undefined;
  while (isChanged || left.length > 0) {
    isChanged = false;
    const batch = left.slice(0, MAX_BATCH);
    const outcome = await log.append(jobName, {
      ...{ fence, after: at, events: batch, drop },
      ...(at.seq === 0 && replaces !== undefined && { replaces }),
    });
    if (!holds()) return 'lost';
    if (outcome !== 'appended') return outcome;
    at = { epoch: at.epoch, seq: at.seq + batch.length };
    left = [...left.slice(MAX_BATCH), ...more()];
  }
  return at;
}
