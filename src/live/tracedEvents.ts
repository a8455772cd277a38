import { tap, type MonoTypeOperatorFunction } from 'rxjs';
import { liveTrace } from '../api/channels.js';
import type { WatchEvent } from '../core/event.js';

/** Publishes each event of a watch or a fleet, by its type, on the tracing channel. */
export const tracedEvents: MonoTypeOperatorFunction<WatchEvent> = tap(({ jobName, type }) => {
  liveTrace.point(() => ({ kind: 'event', jobName, type }));
});
