import type { LogBatch } from '../../core/jobLog.js';
import type { Feed } from '../feed.js';
import { withoutPrevious } from '../withoutPrevious.js';
import { isOwnFailure } from './ownFailure.js';
import { MAX_BATCH, type PendingEvents } from './pendingEvents.js';

/** What of a feed decides about a batch. */
export type BatchFeed = Pick<Feed, 'oldestEvent' | 'oldestPosition'>;

/**
 * The next batch of pending events, without lease and position. The failure of a job is in the last one, and one of this gateway
 * in none. `forgotten` are keys of
 * removed steps that the feed has forgotten; those that the batch puts again aren't dropped.
 */
export function nextBatch(
  pending: Pick<PendingEvents, 'events' | 'failure'>,
  forgotten: Iterable<string>,
  { oldestEvent, oldestPosition }: BatchFeed,
  keptFailureMs: number,
): Omit<LogBatch, 'fence' | 'after'> {
  const events = pending.events.slice(0, MAX_BATCH);
  const { failure } = pending;
  const isLast = pending.events.length <= MAX_BATCH && failure !== undefined && !isOwnFailure(failure);
  const put = new Set(events.flatMap(event => (event.type === 'step' ? [event.key] : [])));
  const keys = [...forgotten].filter(key => !put.has(key));
  return {
    events: events.map(withoutPrevious),
    drop: { eventsBefore: oldestEvent, keys, oldestPosition },
    ...(isLast && { failure, keptMs: keptFailureMs }),
  };
}
