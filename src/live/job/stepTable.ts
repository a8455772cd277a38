import type { StepEvent } from '../../core/event.js';
import { stepKeys } from '../../core/keys.js';
import type { KnownState } from '../../core/knownState.js';
import type { KeyedStep } from '../../core/message.js';
import { isTerminal } from '../../core/status.js';
import type { Step } from '../../core/step.js';
import { endpointOf, type KnownStep } from './matchSteps.js';

/** A known step of a job. */
export interface StepEntry extends KnownStep {
  readonly key: string;
  step: Step;
  endpoint: string | undefined;
  index: number;
  /** Moment at which the present state of it was first listed, in monotonic milliseconds. */
  changedAt: number;
  /** What the last list showed of it, and what wasn't applied. */
  unconfirmed: 'gone' | 'behind' | 'other' | 'repeated' | undefined;
}

/** What is known of the steps before the first list. */
export interface KnownSteps extends Pick<KnownState, 'steps' | 'synced'> {
  /** Moment from which on it counts as known, in monotonic milliseconds. */
  readonly now: number;
}

/** The known steps of a job by key. Each change returns its event. `now` is in monotonic milliseconds. */
export interface StepTable {
  /** All of them, in the order in which they were added. */
  readonly entries: () => readonly StepEntry[];
  readonly add: (step: Step, index: number, now: number) => StepEvent;
  readonly update: (entry: StepEntry, step: Step, changed: readonly string[], now: number) => StepEvent;
  readonly remove: (entry: StepEntry, now: number) => StepEvent;
  /** Moment at which the step of this endpoint was removed; undefined where none was, or where it is back. */
  readonly removedAt: (endpoint: string) => number | undefined;
  /** Names of the endpoints of the known steps. */
  readonly endpoints: () => ReadonlySet<string>;
  /** Keys of the steps that may still change by themselves. */
  readonly running: () => readonly string[];
}

/** Makes the table of a job's steps, with those that are known. A key is made once, when its step is added. */
export function stepTable(jobName: string, known: KnownSteps): StepTable {
  const entries = new Set(known.steps.map((one, index) => entryOf(one, index, known.now)));
  const keys = new Set(known.steps.map(({ key }) => key));
  const keyOf = stepKeys(known.steps);
  const removed = new Map<string, number>();

  /** The key of a new step; with a number where another step has the same endpoint name. */
  function newKey(step: Step): string {
    const key = keyOf(step);
    if (!keys.has(key)) return key;
    let number = 2;
    while (keys.has(`${key}#${String(number)}`)) number += 1;
    return `${key}#${String(number)}`;
  }

  return {
    entries: () => [...entries],
    add: (step, index, now) => {
      const endpoint = endpointOf(step);
      const key = newKey(step);
      keys.add(key);
      if (endpoint !== undefined) removed.delete(endpoint);
      entries.add(entryOf({ key, step }, index, now));
      return { type: 'step', jobName, change: 'added', key, step, changed: [] };
    },
    update: (entry, step, changed, now) => {
      const { key, step: previous } = entry;
      entry.step = step;
      entry.endpoint = endpointOf(step);
      entry.changedAt = now;
      return { type: 'step', jobName, change: 'updated', key, step, previous, changed };
    },
    remove: (entry, now) => {
      const { key, step, endpoint } = entry;
      entries.delete(entry);
      keys.delete(key);
      if (endpoint !== undefined) removed.set(endpoint, now);
      return { type: 'step', jobName, change: 'removed', key, step, previous: step, changed: [] };
    },
    removedAt: endpoint => removed.get(endpoint),
    endpoints: () => new Set([...entries].flatMap(({ endpoint }) => endpoint ?? [])),
    running: () => [...entries].filter(({ step }) => !isTerminal(step.Status)).map(({ key }) => key),
  };
}

function entryOf({ key, step }: KeyedStep, index: number, now: number): StepEntry {
  return { key, step, endpoint: endpointOf(step), index, changedAt: now, unconfirmed: undefined };
}
