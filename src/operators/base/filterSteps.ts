import type { Observable, Subscriber } from 'rxjs';
import type { StepEvent } from '../../core/event.js';
import type { Step } from '../../core/step.js';
import { readSource, type Reader } from './readSource.js';
import type { Filtered, StepFilter, StepSource } from './source.js';
import { stepId } from './stepRegistry.js';
import { toAddedEvent } from './toAddedEvent.js';

/**
 * The base of every filter. Of a listing it emits the steps that qualify. Of a watch it emits events
 * again: `added` for a step that begins to qualify, `updated` for one that still qualifies, `removed` for
 * one that stops qualifying. Events that are not about steps pass.
 *
 * It remembers the ids of the qualifying steps alone, which a step registry wouldn't.
 */
export function filterSteps(qualifies: (step: Step) => boolean): StepFilter {
  return <S extends StepSource>(source: Observable<S>) =>
    readSource<unknown>(source, out => filterReader(out, qualifies)) as Observable<Filtered<S>>;
}

function filterReader(out: Subscriber<unknown>, qualifies: (step: Step) => boolean): Reader {
  const qualifying = new Set<string>();
  return {
    step: step => {
      if (qualifies(step)) out.next(step);
    },
    change: event => {
      const passed = filterEvent(event, qualifies, qualifying);
      if (passed !== undefined) out.next(passed);
    },
    other: event => {
      out.next(event);
    },
  };
}

function filterEvent(
  event: StepEvent,
  qualifies: (step: Step) => boolean,
  qualifying: Set<string>,
): StepEvent | undefined {
  const id = stepId(event);
  const before = qualifying.has(id);
  const after = event.change !== 'removed' && qualifies(event.step);
  if (after) {
    qualifying.add(id);
    return before ? withChange(event, 'updated') : toAddedEvent(event);
  }
  qualifying.delete(id);
  return before ? withChange(event, 'removed') : undefined;
}

const withChange = (event: StepEvent, change: StepEvent['change']): StepEvent =>
  event.change === change ? event : { ...event, change };
