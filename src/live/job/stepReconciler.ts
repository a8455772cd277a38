import { changedPaths } from '../../core/changedPaths.js';
import type { StepEvent } from '../../core/event.js';
import { stepKeys } from '../../core/keys.js';
import { isTerminal } from '../../core/status.js';
import type { Step } from '../../core/step.js';
import { dedupeSteps } from './dedupeSteps.js';
import type { StepList } from './listAllSteps.js';
import { endpointOf, groupOf, matchSteps, type KnownStep } from './matchSteps.js';
import { mayBeInvalid } from './mayBeInvalid.js';
import { isEarlierStatus } from './statusRank.js';

/** What a list of steps changed. */
export interface ReconciledSteps {
  readonly events: readonly StepEvent[];
  /** Whether the list showed something that only the next one can confirm. */
  readonly unconfirmed: boolean;
}

/** The reconciler of a job's steps: a keyed diff of whole lists. */
export interface StepReconciler {
  /** Applies a list. Lists are applied in the order of their requests. */
  readonly apply: (list: StepList) => ReconciledSteps;
  /** Whether any step may still change by itself. */
  readonly running: () => boolean;
}

interface Entry extends KnownStep {
  readonly key: string;
  step: Step;
  endpoint: string | undefined;
  index: number;
  /** What the last list showed of it, and what wasn't applied: that it is gone, or an earlier status. */
  unconfirmed: 'gone' | 'earlier' | undefined;
}

/**
 * Keeps the steps of a job by key, and turns each list into the events that it means. The key of a step is
 * made when the step is first seen, and stays the same when it gets an endpoint.
 *
 * Some changes take effect only when a second list in a row shows them, as a list that moves between two
 * pages, or an outdated answer, shows them too: a step is gone, a step has an earlier status, a removed step
 * is back, and there is one more step without an endpoint while the list has several pages or lacks a step
 * like it.
 */
export function stepReconciler(jobName: string): StepReconciler {
  const entries = new Set<Entry>();
  const keyOf = stepKeys();
  let hasList = false;
  /** Number of new steps that the last list showed and that weren't added, by endpoint or group. */
  let unconfirmed: ReadonlyMap<string, number> = new Map();
  /** Endpoints of the removed steps. */
  const removed = new Set<string>();

  function add(step: Step, index: number): StepEvent {
    const key = keyOf(step);
    const endpoint = endpointOf(step);
    if (endpoint !== undefined) removed.delete(endpoint);
    entries.add({ key, step, endpoint, index, unconfirmed: undefined });
    return { type: 'step', jobName, change: 'added', key, step, changed: [] };
  }

  function update(entry: Entry, step: Step, changed: readonly string[]): StepEvent {
    const { key, step: previous } = entry;
    entry.step = step;
    entry.endpoint ??= endpointOf(step);
    return { type: 'step', jobName, change: 'updated', key, step, previous, changed };
  }

  function remove(entry: Entry): StepEvent {
    const { key, step, endpoint } = entry;
    entries.delete(entry);
    if (endpoint !== undefined) removed.add(endpoint);
    return { type: 'step', jobName, change: 'removed', key, step, previous: step, changed: [] };
  }

  /** Applies what a list shows of a known step; undefined where that changes nothing. */
  function applyListed(entry: Entry, step: Step): StepEvent | undefined {
    const wasEarlier = entry.unconfirmed === 'earlier';
    entry.unconfirmed = undefined;
    const changed = changedPaths(entry.step, step);
    if (changed.length === 0) return undefined;
    if (wasEarlier || !isEarlierStatus(step.Status, entry.step.Status)) return update(entry, step, changed);
    entry.unconfirmed = 'earlier';
    return undefined;
  }

  /** Applies that a list lacks a known step. One that may be among the invalid steps isn't gone. */
  function applyGone(entry: Entry, isInvalid: boolean): StepEvent | undefined {
    if (!isInvalid && entry.unconfirmed === 'gone') return remove(entry);
    entry.unconfirmed = isInvalid ? undefined : 'gone';
    return undefined;
  }

  function apply(list: StepList): ReconciledSteps {
    const listed = dedupeSteps(list.steps);
    const matched = matchSteps([...entries], listed);
    const present = new Set(matched);
    const gone = [...entries].filter(entry => !present.has(entry));
    const lacking = new Set(gone.map(({ step }) => groupOf(step)));
    const before = new Map(unconfirmed);
    const held = new Map<string, number>();

    /** Whether a new step is held back until the next list shows it again. */
    function isHeld(step: Step): boolean {
      const endpoint = endpointOf(step);
      const group = groupOf(step);
      const isCertain =
        endpoint === undefined ? list.pages === 1 && !lacking.has(group) : !removed.has(endpoint);
      if (isCertain) return false;
      const id = endpoint ?? group;
      const left = before.get(id) ?? 0;
      if (left > 0) before.set(id, left - 1);
      else held.set(id, (held.get(id) ?? 0) + 1);
      return left === 0;
    }

    const events = listed.flatMap((step, index) => {
      const entry = matched[index];
      if (entry !== undefined) {
        entry.index = index;
        return applyListed(entry, step) ?? [];
      }
      return hasList && isHeld(step) ? [] : add(step, index);
    });
    const isInvalid = mayBeInvalid(list.invalid, entries);
    events.push(...gone.flatMap(entry => applyGone(entry, isInvalid(entry)) ?? []));
    unconfirmed = held;
    hasList = true;
    const isUnconfirmed = held.size > 0 || [...entries].some(entry => entry.unconfirmed !== undefined);
    return { events, unconfirmed: isUnconfirmed };
  }

  return { apply, running: () => [...entries].some(({ step }) => !isTerminal(step.Status)) };
}
