import { changedPaths } from '../core/changedPaths.js';
import type { StepEvent } from '../core/event.js';
import { stepKeys } from '../core/keys.js';
import { isTerminal } from '../core/status.js';
import type { Step } from '../core/step.js';
import { endpointOf, groupOf, matchSteps, type Known } from './matchSteps.js';
import { isBehind } from './progress.js';
import type { Sweep } from './sweepSteps.js';

/** What came of a sweep. */
export interface Taken {
  readonly events: readonly StepEvent[];
  /** Something was seen that one sweep isn't enough for: the next one decides. */
  readonly doubt: boolean;
}

/** The steps of one job, each by its key. */
export interface StepLedger {
  /** Takes a sweep in, and tells what it changed. Sweeps come in the order in which they were asked. */
  readonly take: (sweep: Sweep) => Taken;
  /** Whether any step may still change by itself. */
  readonly running: () => boolean;
}

interface Entry extends Known {
  readonly key: string;
  step: Step;
  endpoint: string | undefined;
  /** What the last sweep said of it and wasn't believed: that it is gone, or behind what is known. */
  doubted: 'gone' | 'behind' | undefined;
}

/**
 * Keeps the steps of a job by key, so that each sweep becomes what it changed. The key of a step is made
 * when it is first seen and stays, also when it gets an endpoint.
 *
 * Three things are believed only when a second sweep in a row says them, as a list that moves between two
 * pages, or an answer of yesterday, says them too: that a step is gone, that it is behind what is known,
 * and, in a list of several pages, that there is one more step without a name.
 */
export function stepLedger(jobName: string): StepLedger {
  const entries = new Set<Entry>();
  const keyOf = stepKeys();
  let swept = false;
  /** New steps without a name that the last sweep showed, by group. */
  let unconfirmed: ReadonlyMap<string, number> = new Map();

  function add(step: Step): StepEvent {
    const key = keyOf(step);
    entries.add({ key, step, endpoint: endpointOf(step), doubted: undefined });
    return { type: 'step', jobName, change: 'added', key, step, changed: [] };
  }

  function update(entry: Entry, step: Step, changed: readonly string[]): StepEvent {
    const { key, step: previous } = entry;
    entry.step = step;
    entry.endpoint ??= endpointOf(step);
    return { type: 'step', jobName, change: 'updated', key, step, previous, changed };
  }

  function remove(entry: Entry): StepEvent {
    const { key, step } = entry;
    entries.delete(entry);
    return { type: 'step', jobName, change: 'removed', key, step, previous: step, changed: [] };
  }

  function take(sweep: Sweep): Taken {
    const events: StepEvent[] = [];
    let doubt = false;
    const listed = distinct(sweep.steps);
    const matched = matchSteps([...entries], listed);
    const gone = new Set(entries);
    const counts = new Map<string, number>();

    listed.forEach((step, index) => {
      const entry = matched[index];
      if (entry !== undefined) {
        gone.delete(entry);
        const changed = changedPaths(entry.step, step);
        const wasBehind = entry.doubted === 'behind';
        entry.doubted = undefined;
        if (changed.length === 0) return;
        if (isBehind(step.Status, entry.step.Status) && !wasBehind) {
          entry.doubted = 'behind';
          doubt = true;
        } else events.push(update(entry, step, changed));
        return;
      }
      if (swept && sweep.pages > 1 && endpointOf(step) === undefined) {
        const group = groupOf(step);
        const count = (counts.get(group) ?? 0) + 1;
        counts.set(group, count);
        if (count > (unconfirmed.get(group) ?? 0)) {
          doubt = true;
          return;
        }
      }
      events.push(add(step));
    });

    const isHidden = hiddenBy(sweep.bad);
    for (const entry of gone) {
      if (isHidden(entry)) continue;
      if (entry.doubted === 'gone') events.push(remove(entry));
      else {
        entry.doubted = 'gone';
        doubt = true;
      }
    }
    unconfirmed = counts;
    swept = true;
    return { events, doubt };
  }

  return { take, running: () => [...entries].some(({ step }) => !isTerminal(step.Status)) };
}

/** The steps of a list, each endpoint once, at its first place: where two differ, what was asked later. */
function distinct(steps: readonly Step[]): readonly Step[] {
  const places = new Map<string, number>();
  const once: Step[] = [];
  for (const step of steps) {
    const endpoint = endpointOf(step);
    const place = endpoint === undefined ? undefined : places.get(endpoint);
    if (place === undefined) {
      if (endpoint !== undefined) places.set(endpoint, once.length);
      once.push(step);
    } else if (!isBehind(step.Status, once[place]?.Status ?? '')) once[place] = step;
  }
  return once;
}

/** Whether a step that isn't listed may be one of the bad ones. */
function hiddenBy(bad: readonly unknown[]): (entry: Known) => boolean {
  const names = bad.map(nameOfBad);
  const nameless = names.includes(undefined);
  return ({ endpoint }) => nameless || (endpoint !== undefined && names.includes(endpoint));
}

function nameOfBad(item: unknown): string | undefined {
  const step = item as Partial<Record<'InferenceBenchmark', Partial<Step['InferenceBenchmark']>>> | null;
  const name: unknown = step?.InferenceBenchmark?.EndpointConfiguration?.EndpointName;
  return typeof name === 'string' ? name : undefined;
}
