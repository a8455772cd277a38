import type { StepEvent } from '../../core/event.js';
import { isTerminal } from '../../core/status.js';
import type { Step } from '../../core/step.js';
import { stepId } from '../base/stepId.js';

/** Picks one step for each key, where several steps have one. */
export interface CountedSteps {
  /** A step of a listing. */
  readonly step: (step: Step) => void;
  /** A step of a watch came, changed or went. */
  readonly change: (event: StepEvent) => void;
  /** What counts now, as a function that answers the same for ever, also when more has come. */
  readonly snapshot: () => () => ReadonlyMap<string, Step>;
}

/** Hears that another step counts for a key. */
export type CountChanged = (key: string, before: Step | undefined, after: Step | undefined) => void;

interface Entry {
  readonly step: Step;
  /** When it first came. */
  readonly turn: number;
}

/**
 * Of steps with one key a COMPLETED one counts, else one that has ended otherwise, else any; of those the
 * one that came first. They are in the order in which they came. A step whose key is `undefined` is not
 * looked at.
 *
 * Of a listing only what counts is remembered, and a snapshot costs nothing until it is asked. Of a watch
 * every step is, and a snapshot is a copy.
 */
export function countedSteps(keyOf: (step: Step) => string | undefined, changed: CountChanged): CountedSteps {
  // Only grows: what counted up to a moment is told by how long it was then.
  const log: (readonly [key: string, step: Step])[] = [];
  const counted = new Map<string, Entry>();
  const watched = new Map<string, Map<string, Entry>>();
  const known = new Map<string, { readonly turn: number; readonly key: string | undefined }>();
  let turns = 0;

  const count = (key: string, after: Entry | undefined): void => {
    const before = counted.get(key);
    if (after === undefined) counted.delete(key);
    else counted.set(key, after);
    if (before?.step !== after?.step) changed(key, before?.step, after?.step);
  };
  const move = (id: string, key: string | undefined, entry: Entry): void => {
    const was = known.get(id)?.key;
    if (was !== undefined && was !== key) {
      watched.get(was)?.delete(id);
      count(was, best(watched.get(was)));
    }
    if (key === undefined) return;
    const entries = watched.get(key) ?? new Map<string, Entry>();
    watched.set(key, entries.set(id, entry));
    count(key, best(entries));
  };

  return {
    step: step => {
      const key = keyOf(step);
      const before = key === undefined ? undefined : counted.get(key);
      if (key === undefined || (before !== undefined && rank(before.step) <= rank(step))) return;
      log.push([key, step]);
      count(key, { step, turn: turns++ });
    },
    change: event => {
      const { change, step } = event;
      const id = stepId(event);
      const turn = known.get(id)?.turn ?? turns++;
      const key = change === 'removed' ? undefined : keyOf(step);
      move(id, key, { step, turn });
      if (change === 'removed') known.delete(id);
      else known.set(id, { turn, key });
    },
    snapshot: () => {
      const { length } = log;
      if (length > 0) return () => replayed(log.slice(0, length));
      const all = new Map([...counted].sort(([, a], [, b]) => a.turn - b.turn).map(stepOf));
      return () => all;
    },
  };
}

/** The lower, the more a step counts. */
const rank = ({ Status }: Step): number => (Status === 'COMPLETED' ? 0 : isTerminal(Status) ? 1 : 2);

function best(entries: ReadonlyMap<string, Entry> | undefined): Entry | undefined {
  let found: Entry | undefined;
  for (const entry of entries?.values() ?? [])
    if (found === undefined || countsMore(entry, found)) found = entry;
  return found;
}

function countsMore(a: Entry, b: Entry): boolean {
  const order = rank(a.step) - rank(b.step);
  return order < 0 || (order === 0 && a.turn < b.turn);
}

/** The last step of each key, in the order in which these came. */
function replayed(log: readonly (readonly [key: string, step: Step])[]): ReadonlyMap<string, Step> {
  const steps = new Map<string, Step>();
  for (const [key, step] of log) {
    steps.delete(key);
    steps.set(key, step);
  }
  return steps;
}

const stepOf = ([key, { step }]: readonly [string, Entry]): readonly [string, Step] => [key, step];
