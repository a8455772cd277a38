import type { StepEvent } from '../../core/event.js';
import type { Step } from '../../core/step.js';

/** The identity of a step of a watch among those of several jobs, whose keys can be equal. */
export function stepId({ jobName, key }: Pick<StepEvent, 'jobName' | 'key'>): string {
  return `${jobName} ${key}`;
}

/** The value registered for a step before an event and after it; undefined where there is none. */
export interface Registered<T> {
  readonly before: T | undefined;
  readonly after: T | undefined;
}

/**
 * Returns the value to register for a step; undefined for none. Sequence numbers count up with the first
 * arrival of each step: of two equal steps the one with the lower number is the earlier.
 */
export type MakeValue<T> = (step: Step, sequence: number, before: T | undefined) => T | undefined;

/** A registry of the steps of watches: a value for each step, in the order in which the steps first arrived. */
export interface StepRegistry<T> {
  /** Registers the value made for the step of an event; a removed step loses value and sequence number. */
  readonly apply: (event: StepEvent, make: MakeValue<T>) => Registered<T>;
  /** Removes the step of an event, and returns its value. */
  readonly remove: (event: StepEvent) => T | undefined;
  /** Takes the next sequence number, for the step of a listing: it has no key, and isn't registered. */
  readonly nextSequence: () => number;
  /** The values, in the order of their sequence numbers. */
  readonly values: () => Iterable<T>;
  /** Number of steps, including those without a value. */
  readonly size: () => number;
}

/** Makes an empty registry. */
export function stepRegistry<T>(): StepRegistry<T> {
  const records = new Map<string, { readonly sequence: number; value: T | undefined }>();
  let next = 0;

  const remove = (event: StepEvent): T | undefined => {
    const id = stepId(event);
    const value = records.get(id)?.value;
    records.delete(id);
    return value;
  };

  return {
    apply: (event, make) => {
      if (event.change === 'removed') return { before: remove(event), after: undefined };
      const id = stepId(event);
      const record = records.get(id);
      const before = record?.value;
      const sequence = record?.sequence ?? next++;
      const after = make(event.step, sequence, before);
      if (record === undefined) records.set(id, { sequence, value: after });
      else record.value = after;
      return { before, after };
    },
    remove,
    nextSequence: () => next++,
    *values() {
      for (const { value } of records.values()) if (value !== undefined) yield value;
    },
    size: () => records.size,
  };
}
