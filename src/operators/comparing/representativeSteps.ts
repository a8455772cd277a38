import type { StepEvent } from '../../core/event.js';
import { isTerminal } from '../../core/status.js';
import type { Step } from '../../core/step.js';
import { stepRegistry } from '../base/stepRegistry.js';

/** Picks the step that represents each key, where several steps have one key. */
export interface RepresentativeSteps {
  /** A step of a listing. */
  readonly step: (step: Step) => void;
  /** A step of a watch is added, updated or removed. */
  readonly change: (event: StepEvent) => void;
  /** Freezes the present state: the function returned gives the same steps also after later changes. */
  readonly snapshot: () => () => ReadonlyMap<string, Step>;
}

/** Is called when a key gets another representative. */
export type OnRepresentative = (key: string, before: Step | undefined, after: Step | undefined) => void;

interface Entry {
  readonly key: string;
  readonly step: Step;
  readonly sequence: number;
}

/**
 * A COMPLETED step represents its key before one that has ended otherwise, and that one before any other;
 * among those the earliest. Representatives are in the order of their arrival. A step whose key is
 * `undefined` is ignored.
 *
 * Of a listing only the representatives are remembered, and a snapshot costs nothing until it is read. Of
 * a watch every step is remembered, and a snapshot is a copy.
 */
export function representativeSteps(
  keyOf: (step: Step) => string | undefined,
  onRepresentative: OnRepresentative,
): RepresentativeSteps {
  // Only grows: its length at some moment gives the representatives of that moment.
  const log: Entry[] = [];
  const representatives = new Map<string, Entry>();
  const watched = stepRegistry<Entry>();
  const byKey = new Map<string, Set<Entry>>();

  const represent = (key: string, after: Entry | undefined): void => {
    const before = representatives.get(key);
    if (after === undefined) representatives.delete(key);
    else representatives.set(key, after);
    if (before?.step !== after?.step) onRepresentative(key, before?.step, after?.step);
  };
  const entryOf = (step: Step, sequence: number): Entry | undefined => {
    const key = keyOf(step);
    return key === undefined ? undefined : { key, step, sequence };
  };

  return {
    step: step => {
      const entry = entryOf(step, watched.nextSequence());
      const before = entry && representatives.get(entry.key);
      if (entry === undefined || (before !== undefined && rank(before.step) <= rank(step))) return;
      log.push(entry);
      represent(entry.key, entry);
    },
    change: event => {
      const { before, after } = watched.apply(event, entryOf);
      if (before !== undefined) byKey.get(before.key)?.delete(before);
      if (after !== undefined) byKey.set(after.key, (byKey.get(after.key) ?? new Set()).add(after));
      if (before !== undefined && before.key !== after?.key) {
        represent(before.key, representativeOf(byKey.get(before.key)));
      }
      if (after !== undefined) represent(after.key, representativeOf(byKey.get(after.key)));
    },
    snapshot: () => {
      const { length } = log;
      if (length > 0) return () => replayed(log.slice(0, length));
      const all = new Map(
        [...representatives.values()]
          .sort((a, b) => a.sequence - b.sequence)
          .map(({ key, step }) => [key, step] as const),
      );
      return () => all;
    },
  };
}

/** The lower, the sooner a step represents its key. */
const rank = ({ Status }: Step): number => (Status === 'COMPLETED' ? 0 : isTerminal(Status) ? 1 : 2);

function representativeOf(entries: ReadonlySet<Entry> | undefined): Entry | undefined {
  let found: Entry | undefined;
  for (const entry of entries ?? []) if (found === undefined || isBefore(entry, found)) found = entry;
  return found;
}

function isBefore(a: Entry, b: Entry): boolean {
  const order = rank(a.step) - rank(b.step);
  return order < 0 || (order === 0 && a.sequence < b.sequence);
}

/** The last step of each key, in the order of their arrival. */
function replayed(log: readonly Entry[]): ReadonlyMap<string, Step> {
  const steps = new Map<string, Step>();
  for (const { key, step } of log) {
    steps.delete(key);
    steps.set(key, step);
  }
  return steps;
}
