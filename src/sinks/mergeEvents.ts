import { changedPaths } from '../core/changedPaths.js';
import type { JobEvent, StepEvent, WatchEvent } from '../core/event.js';
import type { Step } from '../core/step.js';
import { toAddedEvent } from '../operators/base/toAddedEvent.js';

/**
 * Merges two events with the same subject, for a client that has received neither. Undefined where they cancel each
 * other: a step that was added and removed, or a step or a job that is again as it was before the first event.
 */
export function mergeEvents(first: WatchEvent, second: WatchEvent): WatchEvent | undefined {
  if (first.type === 'step' && second.type === 'step') return mergeSteps(first, second);
  if (first.type === 'job' && second.type === 'job') return mergeJobs(first, second);
  return second;
}

function mergeJobs({ previous }: JobEvent, second: JobEvent): JobEvent | undefined {
  if (previous === undefined) return withoutPrevious(second);
  return changedPaths(previous, second.job).length === 0 ? undefined : { ...second, previous };
}

function mergeSteps(first: StepEvent, second: StepEvent): StepEvent | undefined {
  if (first.change === 'added') return second.change === 'removed' ? undefined : toAddedEvent(second);
  if (first.change === 'removed') return second.change === 'removed' ? first : updated(first.step, second);
  // The client knows the step as it was before both events.
  if (second.change === 'removed') return { ...second, step: first.previous ?? second.step };
  if (first.previous !== undefined) return updated(first.previous, second);
  return { ...withoutPrevious(second), changed: [...new Set([...first.changed, ...second.changed])] };
}

/** The update from the step that the client has to the present one. Undefined where nothing is changed. */
function updated(previous: Step, event: StepEvent): StepEvent | undefined {
  const changed = changedPaths(previous, event.step);
  return changed.length === 0 ? undefined : { ...event, change: 'updated', previous, changed };
}

/** The event without the previous value: the client hasn't received that one. */
function withoutPrevious<E extends StepEvent | JobEvent>(event: E): E {
  const { previous: _, ...rest } = event;
  return rest as E;
}
