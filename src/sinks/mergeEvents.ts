import { changedPaths } from '../core/changedPaths.js';
import type { StepEvent, WatchEvent } from '../core/event.js';
import { toAddedEvent } from '../operators/base/toAddedEvent.js';

/**
 * Merges two events with the same subject, for a client that has received neither. Undefined where they cancel each
 * other: a step that was added and removed.
 */
export function mergeEvents(first: WatchEvent, second: WatchEvent): WatchEvent | undefined {
  if (first.type === 'step' && second.type === 'step') return mergeSteps(first, second);
  if (first.type === 'job' && second.type === 'job') return { ...second, ...previousOf(first) };
  return second;
}

function mergeSteps(first: StepEvent, second: StepEvent): StepEvent | undefined {
  if (first.change === 'added') return second.change === 'removed' ? undefined : toAddedEvent(second);
  if (first.change === 'removed') return second.change === 'removed' ? first : addedAgain(first, second);
  // The client knows the step as it was before both events.
  if (second.change === 'removed') return { ...second, step: first.previous ?? second.step };
  const changed = [...new Set([...first.changed, ...second.changed])];
  return { ...second, ...previousOf(first), changed };
}

/** A step that was removed and added again: for a client that received neither event, it changed. */
function addedAgain({ step: previous }: StepEvent, event: StepEvent): StepEvent {
  return { ...event, change: 'updated', previous, changed: changedPaths(previous, event.step) };
}

const previousOf = <P>({ previous }: { readonly previous?: P }): { readonly previous?: P } =>
  previous === undefined ? {} : { previous };
