import type { WatchEvent } from '../../core/event.js';
import { serviceTimes } from '../../core/serviceTimes.js';
import { staleSinceAfter } from '../../core/watchStatus.js';
import { afterEvent, unknownJob, type JobSnapshot } from '../../operators/summary/jobSnapshot.js';

/** How the connection to the gateway stands. */
export type Link =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  /** Gone since then, milliseconds since the epoch; it is tried again. */
  | { readonly kind: 'lost'; readonly since: number }
  /** The job has ended, and every event has arrived. */
  | { readonly kind: 'over' }
  /** Reconnecting is of no use. */
  | { readonly kind: 'refused'; readonly message: string };

/** What the page knows of a job. */
export interface FeedState {
  readonly snapshot: JobSnapshot;
  readonly link: Link;
  /** Since when the gateway's own knowledge is old, milliseconds since the epoch; undefined while it's fresh. */
  readonly staleSince: number | undefined;
  /** The service's time less this machine's, in milliseconds, where the service is ahead. */
  readonly aheadMs: number;
}

/** The state of a job before its first message. */
export function noState(jobName: string): FeedState {
  return {
    snapshot: unknownJob(jobName),
    link: { kind: 'connecting' },
    staleSince: undefined,
    aheadMs: 0,
  };
}

/** The state after events that arrived at `now`, by this machine's clock. */
export function afterEvents(state: FeedState, events: readonly WatchEvent[], now: number): FeedState {
  let { snapshot, staleSince, aheadMs } = state;
  for (const event of events) {
    snapshot = afterEvent(snapshot, event);
    staleSince = event.type === 'done' ? undefined : staleSinceAfter(staleSince, event, now);
    aheadMs = Math.max(aheadMs, ...serviceTimes(event).map(time => time - now));
  }
  return { ...state, snapshot, staleSince, aheadMs };
}

/** Since when what is shown may be old: the gateway's own lag, or a connection that is gone. */
export function staleSince({ link, staleSince }: FeedState): number | undefined {
  const since = link.kind === 'lost' ? Math.min(link.since, staleSince ?? Infinity) : staleSince;
  return link.kind === 'over' ? undefined : since;
}
