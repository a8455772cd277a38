import type { StepEvent } from '../../core/event.js';

/** Returns the event as the first one of its step: `added`, without `previous` and without changed paths. */
export function toAddedEvent(event: StepEvent): StepEvent {
  if (event.change === 'added') return event;
  const { type, jobName, key, step } = event;
  return { type, jobName, change: 'added', key, step, changed: [] };
}
