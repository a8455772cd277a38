import { changedPaths } from '../../core/changedPaths.js';
import type { StepEvent } from '../../core/event.js';
import { stepKeys } from '../../core/keys.js';
import type { KnownState } from '../../core/knownState.js';
import type { KeyedStep } from '../../core/message.js';
import { isTerminal } from '../../core/status.js';
import type { Step } from '../../core/step.js';
import { isBehind } from './isBehind.js';
import type { StepList } from './listAllSteps.js';
import { endpointOf, groupOf, matchSteps, type KnownStep } from './matchSteps.js';
import { mayBeInvalid } from './mayBeInvalid.js';
import { stillnessAfter, type Stillness } from './stillness.js';
import { sweepReader } from './sweep.js';

/** What a list of steps changed, and what it proves. */
export interface ReconciledSteps {
  readonly events: readonly StepEvent[];
  /** Whether the list showed something that only the next one can confirm. */
  readonly unconfirmed: boolean;
  /** Whether the list moved between two of its pages. */
  readonly moved: boolean;
  /** Whether the list is one of other steps altogether, as that of another job of the same name. */
  readonly strange: boolean;
  /** Whether every step that the list has is known now. */
  readonly whole: boolean;
}

/** The reconciler of a job's steps: a keyed diff of whole lists. */
export interface StepReconciler {
  /**
   * Applies a list that was read at `now`, in the order of the requests. `describedAt` is the moment at which the
   * job was last described as the same one. Both are in monotonic milliseconds.
   */
  readonly apply: (list: StepList, now?: number, describedAt?: number) => ReconciledSteps;
  /** Keys of the steps that may still change by themselves. */
  readonly running: () => readonly string[];
  /** Names of the endpoints of the known steps. */
  readonly endpoints: () => ReadonlySet<string>;
}

interface Entry extends KnownStep {
  readonly key: string;
  step: Step;
  endpoint: string | undefined;
  index: number;
  /** Moment at which the present state of it was first listed. */
  changedAt: number;
  /** What the last list showed of it, and what wasn't applied. */
  unconfirmed: 'gone' | 'behind' | 'other' | 'repeated' | undefined;
}

/** What is known of the steps before the first list. */
export interface KnownSteps extends Pick<KnownState, 'steps' | 'synced'> {
  /** Moment from which on it counts as known, in monotonic milliseconds. */
  readonly now: number;
}

const NO_STEPS: KnownSteps = { steps: [], synced: false, now: 0 };

/** Number of lists in a row with the same rows that prove that a list doesn't move. */
const STEADY_LISTS = 3;

/**
 * Whether a list lacks a step and has another one, without an endpoint, that may be the repetition of an earlier
 * row: then it moved between the two.
 */
function isTorn(
  matched: readonly (KnownStep | undefined)[],
  repeated: ReadonlySet<number>,
  isLacking: boolean,
): boolean {
  return [...repeated].some(index => {
    const entry = matched[index];
    return entry === undefined ? isLacking : entry.endpoint !== undefined;
  });
}

/** Whether a listed step can't be the known one, which has an endpoint: it has none, or tests something else. */
function isAnother(known: Step, listed: Step): boolean {
  const [a, b] = [known, listed].map(step => step.InferenceBenchmark?.EndpointConfiguration);
  return b === undefined || a?.InstanceType !== b.InstanceType || groupOf(known) !== groupOf(listed);
}

/** Where a list has a step, whether it may be another one's repetition, what the list can prove, and when it was read. */
interface Row {
  readonly index: number;
  readonly isRepeated: boolean;
  readonly isProved: boolean;
  readonly now: number;
}

/** Whether a step that a list lacks may be one that can't be decoded, and whether the list can prove it gone. */
interface Lack {
  readonly isInvalid: boolean;
  readonly isProved: boolean;
  readonly now: number;
}

function entryOf({ key, step }: KeyedStep, index: number, now: number): Entry {
  return { key, step, endpoint: endpointOf(step), index, changedAt: now, unconfirmed: undefined };
}

/**
 * Keeps the steps of a job by key, and turns each list into the events that it means. The key of a step is
 * made when the step is first seen, and stays the same when it gets an endpoint.
 *
 * What takes away takes effect only when a second list in a row says it too, and when what it takes away has
 * been known for `lagMs`, as a replica of the service that lags by that much says it of what is newer: a step
 * is gone, a step is behind what is known of it, and a removed step is back. A list of several pages has to have
 * had the same rows for as long to prove that a step is gone. One more step without an endpoint
 * takes effect with the second list where the list has several pages or lacks a step like it.
 *
 * A list that moved between two pages adds and updates steps with an endpoint, and takes nothing away. It moved
 * where it has an endpoint twice, and where it lacks a step and has one without an endpoint twice, unless three
 * such lists were equal. A list
 * that has none of the known endpoints, but others, may be that of another job of the same name: it changes
 * nothing until the job was described as the same one, so much later that no replica which lags explains it.
 *
 * With `known` it goes on from what an earlier watch knew, as if that had been listed at `known.now`.
 */
export function stepReconciler(jobName: string, lagMs = 0, known: KnownSteps = NO_STEPS): StepReconciler {
  const entries = new Set(known.steps.map((one, index) => entryOf(one, index, known.now)));
  const keys = new Set(known.steps.map(({ key }) => key));
  const readSweep = sweepReader([...entries].flatMap(({ endpoint }) => endpoint ?? []));
  const keyOf = stepKeys(known.steps);
  let hasList = known.synced;
  /** Number of new steps that the last list showed and that weren't added, by endpoint or group. */
  let held: ReadonlyMap<string, number> = new Map();
  /** Endpoints of the removed steps, and when each was removed. */
  const removed = new Map<string, number>();
  /** Moment from which on lists have had none of the known endpoints. */
  let strangeSince: number | undefined;
  /** For how long the list has stood still; undefined while it is of one page, which can't move. */
  let still: Stillness | undefined;

  const isOld = (since: number, now: number): boolean => now - since >= lagMs;

  /** The key of a new step; with a number where another step has the same endpoint name. */
  function newKey(step: Step): string {
    const key = keyOf(step);
    if (!keys.has(key)) return key;
    let number = 2;
    while (keys.has(`${key}#${String(number)}`)) number += 1;
    return `${key}#${String(number)}`;
  }

  function add(step: Step, index: number, now: number): StepEvent {
    const endpoint = endpointOf(step);
    const key = newKey(step);
    keys.add(key);
    if (endpoint !== undefined) removed.delete(endpoint);
    entries.add(entryOf({ key, step }, index, now));
    return { type: 'step', jobName, change: 'added', key, step, changed: [] };
  }

  function update(entry: Entry, step: Step, changed: readonly string[], now: number): StepEvent {
    const { key, step: previous } = entry;
    entry.step = step;
    entry.endpoint = endpointOf(step);
    entry.changedAt = now;
    return { type: 'step', jobName, change: 'updated', key, step, previous, changed };
  }

  function remove(entry: Entry, now: number): StepEvent {
    const { key, step, endpoint } = entry;
    entries.delete(entry);
    keys.delete(key);
    if (endpoint !== undefined) removed.set(endpoint, now);
    return { type: 'step', jobName, change: 'removed', key, step, previous: step, changed: [] };
  }

  /**
   * Applies what a list shows of a known step. One that would lose its endpoint, or whose model would be another
   * one, is another step, which has taken its place.
   */
  function applyListed(entry: Entry, step: Step, row: Row): readonly StepEvent[] {
    const { index, isRepeated, isProved, now } = row;
    const before = entry.unconfirmed;
    entry.unconfirmed = undefined;
    entry.index = index;
    const changed = changedPaths(entry.step, step);
    if (changed.length === 0) return [];
    const isOther = entry.endpoint !== undefined && isAnother(entry.step, step);
    const doubt = isOther
      ? 'other'
      : isBehind(step, entry.step)
        ? 'behind'
        : isRepeated
          ? 'repeated'
          : undefined;
    const isBelieved = doubt === 'repeated' || (isOld(entry.changedAt, now) && (isProved || !isOther));
    if (doubt !== undefined && (before !== doubt || !isBelieved)) {
      entry.unconfirmed = doubt;
      return [];
    }
    return isOther ? [remove(entry, now), add(step, index, now)] : [update(entry, step, changed, now)];
  }

  /** Applies that a list lacks a known step. One that may be among the invalid steps isn't gone. */
  function applyGone(entry: Entry, { isInvalid, isProved, now }: Lack): StepEvent | undefined {
    const isGone = isProved && entry.unconfirmed === 'gone' && isOld(entry.changedAt, now);
    if (!isInvalid && isGone) return remove(entry, now);
    entry.unconfirmed = isInvalid ? undefined : 'gone';
    return undefined;
  }

  /** Whether the list has none of the known endpoints, and isn't believed yet. */
  function isStrange(
    listed: readonly Step[],
    isUnreadable: boolean,
    now: number,
    describedAt: number,
  ): boolean {
    const names = listed.flatMap(step => endpointOf(step) ?? []);
    const known = endpoints();
    const isBare = names.length === 0;
    if (known.size === 0 || names.some(name => known.has(name)) || (isBare && isUnreadable)) {
      strangeSince = undefined;
      return false;
    }
    const isConfirmed = strangeSince !== undefined && describedAt - strangeSince >= (isBare ? 0 : lagMs);
    strangeSince ??= now;
    if (isBare && !isConfirmed)
      for (const entry of entries) if (entry.endpoint !== undefined) entry.unconfirmed = 'gone';
    return !isConfirmed;
  }

  const endpoints = (): ReadonlySet<string> =>
    new Set([...entries].flatMap(({ endpoint }) => endpoint ?? []));

  /**
   * Whether the last list can prove that a step is gone. Each page of a list may be that of another replica, so
   * that a list which grows at its head can lack a step and repeat none. It can't once it has stood still for so
   * long that no replica is behind.
   */
  const isProof = (now: number): boolean => still === undefined || isOld(still.since, now);

  function apply(list: StepList, now = 0, describedAt = now): ReconciledSteps {
    const sweep = readSweep(list.pages, name =>
      [...entries].filter(({ endpoint }) => endpoint === name).map(({ step }) => step),
    );
    const { steps: listed, repeated } = sweep;
    const isInvalid = mayBeInvalid(list.invalid, entries);
    if (isStrange(listed, [...entries].some(isInvalid), now, describedAt))
      return { events: [], unconfirmed: true, moved: sweep.moved, strange: true, whole: false };
    const matched = matchSteps([...entries], listed, entry => !isInvalid(entry));
    const present = new Set(matched);
    const gone = [...entries].filter(entry => !present.has(entry));
    const torn = isTorn(matched, repeated, gone.length > 0);
    still = list.pages.length > 1 ? stillnessAfter(still, list, now) : undefined;
    const moved = sweep.moved || (torn && (still?.lists ?? 0) < STEADY_LISTS);
    const isProved = isProof(now);
    const lacking = new Set(gone.map(({ step }) => groupOf(step)));
    const justEnded = new Set(
      gone
        .filter(
          one => one.endpoint === undefined && isTerminal(one.step.Status) && !isOld(one.changedAt, now),
        )
        .map(({ step }) => groupOf(step)),
    );
    const before = new Map(held);
    const holding = new Map<string, number>();

    /** Whether a new step is certain without another list. */
    function isCertain(step: Step, index: number): boolean {
      const endpoint = endpointOf(step);
      if (endpoint !== undefined) return !removed.has(endpoint);
      if (!hasList) return !repeated.has(index);
      return list.pages.length === 1 && !lacking.has(groupOf(step));
    }

    /** Whether a new step is held back until the next list shows it again. */
    function isHeld(step: Step, index: number): boolean {
      if (isCertain(step, index)) return false;
      const endpoint = endpointOf(step);
      const id = endpoint ?? groupOf(step);
      const left = before.get(id) ?? 0;
      // One that runs may be one that has just ended, as a replica that is behind shows it.
      const isBack =
        endpoint === undefined
          ? justEnded.has(id) && !isTerminal(step.Status)
          : !isOld(removed.get(endpoint) ?? -Infinity, now);
      if (left > 0 && !isBack && !(moved && endpoint === undefined)) {
        before.set(id, left - 1);
        return false;
      }
      holding.set(id, (holding.get(id) ?? 0) + 1);
      return true;
    }

    const events = listed.flatMap((step, index) => {
      const entry = matched[index];
      if (entry === undefined) return isHeld(step, index) ? [] : add(step, index, now);
      if (moved && endpointOf(step) === undefined) return [];
      return applyListed(entry, step, { index, isRepeated: repeated.has(index), isProved, now });
    });
    if (!moved) {
      events.push(
        ...gone.flatMap(entry => applyGone(entry, { isInvalid: isInvalid(entry), isProved, now }) ?? []),
      );
    }
    held = holding;
    const whole = !moved && holding.size === 0;
    hasList ||= !moved;
    const unconfirmed =
      moved || holding.size > 0 || [...entries].some(entry => entry.unconfirmed !== undefined);
    return { events, unconfirmed, moved, strange: false, whole };
  }

  return {
    apply,
    running: () => [...entries].filter(({ step }) => !isTerminal(step.Status)).map(({ key }) => key),
    endpoints,
  };
}
