import { changedPaths } from '../../core/changedPaths.js';
import type { StepEvent } from '../../core/event.js';
import { stepKeys } from '../../core/keys.js';
import { isTerminal } from '../../core/status.js';
import type { Step } from '../../core/step.js';
import { mayBeInvalid } from './mayBeInvalid.js';
import { endpointOf, groupOf, matchSteps, type Known } from './matchSteps.js';
import { dedupeSteps } from './dedupeSteps.js';
import { isEarlierStatus } from './statusRank.js';
import type { StepList } from './listAllSteps.js';

/** What came of a sweep. */
export interface ReconciledSteps {
  readonly events: readonly StepEvent[];
  /** Something was seen that one sweep isn't enough for: the next one decides. */
  readonly doubt: boolean;
}

/** The steps of one job, each by its key. */
export interface StepReconciler {
  /** Takes a sweep in, and tells what it changed. Sweeps come in the order in which they were asked. */
  readonly take: (sweep: StepList) => ReconciledSteps;
  /** Whether any step may still change by itself. */
  readonly running: () => boolean;
}

interface Entry extends Known {
  readonly key: string;
  step: Step;
  endpoint: string | undefined;
  place: number;
  /** What the last sweep said of it and wasn't believed: that it is gone, or behind what is known. */
  doubted: 'gone' | 'behind' | undefined;
}

/**
 * Keeps the steps of a job by key, so that each sweep becomes what it changed. The key of a step is made
 * when it is first seen and stays, also when it gets an endpoint.
 *
 * Some things are believed only when a second sweep in a row says them, as a list that moves between two
 * pages, or an answer of yesterday, says them too: that a step is gone, that it is behind what is known,
 * that one that was gone is back, and that there is one more step without a name where the list has several
 * pages or lacks a step like it.
 */
export function stepReconciler(jobName: string): StepReconciler {
  const entries = new Set<Entry>();
  const keyOf = stepKeys();
  let swept = false;
  /** How many new steps the last sweep showed and wasn't believed, by endpoint or group. */
  let unconfirmed: ReadonlyMap<string, number> = new Map();
  /** The endpoints of steps that are gone. */
  const removed = new Set<string>();

  function add(step: Step, place: number): StepEvent {
    const key = keyOf(step);
    const endpoint = endpointOf(step);
    if (endpoint !== undefined) removed.delete(endpoint);
    entries.add({ key, step, endpoint, place, doubted: undefined });
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

  /** Takes what a sweep says of a step that is known; undefined where nothing is to be told. */
  function takeKnown(entry: Entry, step: Step): StepEvent | undefined {
    const wasBehind = entry.doubted === 'behind';
    entry.doubted = undefined;
    const changed = changedPaths(entry.step, step);
    if (changed.length === 0) return undefined;
    if (wasBehind || !isEarlierStatus(step.Status, entry.step.Status)) return update(entry, step, changed);
    entry.doubted = 'behind';
    return undefined;
  }

  /** Takes that a whole sweep lacks a step; it may be there all the same, and can't be decoded. */
  function takeGone(entry: Entry, isHidden: boolean): StepEvent | undefined {
    if (!isHidden && entry.doubted === 'gone') return remove(entry);
    entry.doubted = isHidden ? undefined : 'gone';
    return undefined;
  }

  function take(sweep: StepList): ReconciledSteps {
    const listed = dedupeSteps(sweep.steps);
    const matched = matchSteps([...entries], listed);
    const shown = new Set(matched);
    const gone = [...entries].filter(entry => !shown.has(entry));
    const lacking = new Set(gone.map(({ step }) => groupOf(step)));
    const before = new Map(unconfirmed);
    const held = new Map<string, number>();

    /** Whether a new step has to be shown once more before it is believed. */
    function isDoubtful(step: Step): boolean {
      const name = endpointOf(step);
      const group = groupOf(step);
      if (name === undefined ? sweep.pages === 1 && !lacking.has(group) : !removed.has(name)) return false;
      const id = name ?? group;
      const left = before.get(id) ?? 0;
      if (left > 0) before.set(id, left - 1);
      else held.set(id, (held.get(id) ?? 0) + 1);
      return left === 0;
    }

    const events = listed.flatMap((step, index) => {
      const entry = matched[index];
      if (entry !== undefined) {
        entry.place = index;
        return takeKnown(entry, step) ?? [];
      }
      return swept && isDoubtful(step) ? [] : add(step, index);
    });
    const isHidden = mayBeInvalid(sweep.bad, entries);
    events.push(...gone.flatMap(entry => takeGone(entry, isHidden(entry)) ?? []));
    const doubt = held.size > 0 || [...entries].some(({ doubted }) => doubted !== undefined);
    unconfirmed = held;
    swept = true;
    return { events, doubt };
  }

  return { take, running: () => [...entries].some(({ step }) => !isTerminal(step.Status)) };
}
