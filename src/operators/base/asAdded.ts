import type { StepEvent } from '../../core/event.js';

/** The event as the first one of its step: there is no step before it, so nothing has changed. */
export function asAdded(event: StepEvent): StepEvent {
  if (event.change === 'added') return event;
  const { type, jobName, key, step } = event;
  return { type, jobName, change: 'added', key, step, changed: [] };
}
