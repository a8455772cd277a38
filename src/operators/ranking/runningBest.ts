import type { StepEvent } from '../../core/event.js';
import type { Step } from '../../core/step.js';
import type { Candidate } from './order.js';
import type { ReadOrder } from './readOrder.js';
import { stepId } from '../base/stepId.js';

/** Keeps the best of the steps that it is told of. */
export interface RunningBest {
  /** A step of a listing: it stays as it is, so that nothing but the answer is remembered. */
  readonly step: (step: Step) => void;
  /** A step of a watch: every one that may win is remembered, as the answer can get worse or go away. */
  readonly change: (event: StepEvent) => void;
}

interface Entry {
  readonly step: Step;
  readonly view: Candidate;
  /** When its key first came: of equals the earlier one is better. */
  readonly turn: number;
}

/**
 * The best step so far of those that `mayWin`, told to `answer` each time that it changes; `undefined`
 * when it disappears. Of equals the earlier one stays.
 */
export function runningBest(
  { view, compare, missing }: ReadOrder,
  mayWin: (step: Step) => boolean,
  answer: (best: Step | undefined) => void,
): RunningBest {
  const known = new Map<string, number>();
  const entries = new Map<string, Entry>();
  let turns = 0;
  let best: Entry | undefined;

  const entryOf = (step: Step, turn: number): Entry | undefined =>
    mayWin(step) && missing(step).length === 0 ? { step, view: view(step), turn } : undefined;
  const better = (a: Entry, b: Entry | undefined): boolean => {
    if (b === undefined) return true;
    const compared = compare(a.view, b.view);
    return compared < 0 || (compared === 0 && a.turn < b.turn);
  };
  const settle = (next: Entry | undefined): void => {
    const changed = next?.step !== best?.step;
    best = next;
    if (changed) answer(next?.step);
  };
  const bestOfAll = (): Entry | undefined => {
    let found: Entry | undefined;
    for (const entry of entries.values()) if (better(entry, found)) found = entry;
    return found;
  };

  return {
    step: step => {
      const entry = entryOf(step, turns);
      if (entry === undefined) return;
      turns += 1;
      if (better(entry, best)) settle(entry);
    },
    change: event => {
      const id = stepId(event);
      const before = entries.get(id);
      if (event.change === 'removed') known.delete(id);
      else if (!known.has(id)) known.set(id, turns++);
      const turn = known.get(id);
      const entry = turn === undefined ? undefined : entryOf(event.step, turn);
      if (entry === undefined) entries.delete(id);
      else entries.set(id, entry);

      if (before === undefined || before !== best) {
        if (entry !== undefined && better(entry, best)) settle(entry);
      } else if (entry !== undefined && compare(entry.view, before.view) <= 0) settle(entry);
      else settle(bestOfAll());
    },
  };
}
