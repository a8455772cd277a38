import type { Observable, Subscriber } from 'rxjs';
import type { Step } from '../core/step.js';
import type { StepOrder } from './order.js';
import { readSource, type Reader } from './readSource.js';
import type { Answer, StepAnswer, StepSource } from './source.js';

/** Who may win a ranking. */
export interface BestOptions {
  /** Lets steps win that are not COMPLETED, by what they have measured so far. Default false. */
  readonly provisional?: boolean | undefined;
}

/**
 * The base of the rankings that answer with one step: the best so far, each time that answer changes. Of
 * equals the earlier one stays.
 *
 * Of a listing only the answer is remembered. Of a watch every step that may win is, as the answer can
 * get worse, and can disappear: it is `undefined` then.
 */
export function runningBest(
  { order, measured }: StepOrder,
  { provisional = false }: BestOptions,
): StepAnswer {
  const mayWin = (step: Step): boolean => (provisional || step.Status === 'COMPLETED') && measured(step);
  return <S extends StepSource>(source: Observable<S>) =>
    readSource<Step | undefined>(source, out => bestReader(out, mayWin, order.compare)) as Observable<
      Answer<S>
    >;
}

interface Entry {
  readonly step: Step;
  /** When its key first came: of equals the earlier one is better. */
  readonly turn: number;
}

function bestReader(
  out: Subscriber<Step | undefined>,
  mayWin: (step: Step) => boolean,
  compare: (a: Step, b: Step) => number,
): Reader {
  const known = new Map<string, number>();
  const entries = new Map<string, Entry>();
  let turns = 0;
  let best: Entry | undefined;

  const better = (a: Entry, b: Entry | undefined): boolean => {
    if (b === undefined) return true;
    const compared = compare(a.step, b.step);
    return compared < 0 || (compared === 0 && a.turn < b.turn);
  };
  const answer = (next: Entry | undefined): void => {
    const changed = next?.step !== best?.step;
    best = next;
    if (changed) out.next(next?.step);
  };

  return {
    step: step => {
      if (!mayWin(step)) return;
      const entry = { step, turn: turns++ };
      if (better(entry, best)) answer(entry);
    },
    change: event => {
      const id = `${event.jobName} ${event.key}`;
      const before = entries.get(id);
      if (event.change === 'removed') known.delete(id);
      else if (!known.has(id)) known.set(id, turns++);
      const turn = known.get(id);
      const entry = turn !== undefined && mayWin(event.step) ? { step: event.step, turn } : undefined;
      if (entry === undefined) entries.delete(id);
      else entries.set(id, entry);

      if (before === undefined || before !== best) {
        if (entry !== undefined && better(entry, best)) answer(entry);
      } else if (entry !== undefined && compare(entry.step, before.step) <= 0) {
        answer(entry);
      } else {
        answer(bestOf(entries, better));
      }
    },
  };
}

function bestOf(
  entries: ReadonlyMap<string, Entry>,
  better: (a: Entry, b: Entry | undefined) => boolean,
): Entry | undefined {
  let best: Entry | undefined;
  for (const entry of entries.values()) if (better(entry, best)) best = entry;
  return best;
}
