import type { Observable, Subscriber } from 'rxjs';
import type { StepEvent } from '../../core/event.js';
import type { Step } from '../../core/step.js';
import { asAdded } from './asAdded.js';
import { readSource, type Reader } from './readSource.js';
import type { Filtered, StepFilter, StepSource } from './source.js';
import { stepId } from './stepId.js';

/**
 * The base of every filter. Of a listing it emits the steps that qualify. Of a watch it emits events
 * again: a step that comes to qualify is `added`, one that stops qualifying is `removed`, one that goes on
 * qualifying is `updated`; events that are not about steps pass.
 */
export function filterSteps(qualifies: (step: Step) => boolean): StepFilter {
  return <S extends StepSource>(source: Observable<S>) =>
    readSource<unknown>(source, out => filterReader(out, qualifies)) as Observable<Filtered<S>>;
}

function filterReader(out: Subscriber<unknown>, qualifies: (step: Step) => boolean): Reader {
  const inside = new Set<string>();
  return {
    step: step => {
      if (qualifies(step)) out.next(step);
    },
    change: event => {
      const passed = filterEvent(event, qualifies, inside);
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
  inside: Set<string>,
): StepEvent | undefined {
  const id = stepId(event);
  const was = inside.has(id);
  const is = event.change !== 'removed' && qualifies(event.step);
  if (is) {
    inside.add(id);
    return was ? as(event, 'updated') : asAdded(event);
  }
  inside.delete(id);
  return was ? as(event, 'removed') : undefined;
}

const as = (event: StepEvent, change: StepEvent['change']): StepEvent =>
  event.change === change ? event : { ...event, change };
