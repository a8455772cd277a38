import type { WatchEvent } from '../core/event.js';

/** The event without the previous value, which its receiver has already. */
export function withoutPrevious(event: WatchEvent): WatchEvent {
  if (event.type !== 'step' && event.type !== 'job') return event;
  const { previous: _, ...rest } = event;
  return rest;
}
