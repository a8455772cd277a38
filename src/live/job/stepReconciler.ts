import type { StepEvent } from '../../core/event.js';
import type { Step } from '../../core/step.js';
import { heldSteps } from './heldSteps.js';
import { judgeListed, type Evidence } from './judgeListed.js';
import type { StepList } from './listAllSteps.js';
import { listMovement } from './listMovement.js';
import { endpointOf, matchSteps } from './matchSteps.js';
import { mayBeInvalid } from './mayBeInvalid.js';
import { stepTable, type KnownSteps, type StepEntry } from './stepTable.js';
import { strangeLists } from './strangeLists.js';
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

const NO_STEPS: KnownSteps = { steps: [], synced: false, now: 0 };

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
 * A list that moved between two pages adds and updates steps with an endpoint, and takes nothing away; how that is
 * seen stands in `sweepReader` and `listMovement`. A list that has none of the known endpoints may be that of another
 * job of the same name: it changes nothing until the job was described as the same one.
 *
 * With `known` it goes on from what an earlier watch knew, as if that had been listed at `known.now`.
 */
export function stepReconciler(jobName: string, lagMs = 0, known: KnownSteps = NO_STEPS): StepReconciler {
  const table = stepTable(jobName, known);
  const { entries, endpoints, running } = table;
  const readSweep = sweepReader(entries().flatMap(({ endpoint }) => endpoint ?? []));
  const isStrange = strangeLists(lagMs);
  const movementOf = listMovement(lagMs);
  const held = heldSteps(known.synced);

  /** Applies what a list shows of a known step. */
  function applyListed(entry: StepEntry, step: Step, index: number, evidence: Evidence, now: number) {
    const verdict = judgeListed(entry, step, evidence);
    entry.unconfirmed = verdict.kind === 'doubtful' ? verdict.doubt : undefined;
    entry.index = index;
    if (verdict.kind === 'updated') return [table.update(entry, step, verdict.changed, now)];
    return verdict.kind === 'replaced' ? [table.remove(entry, now), table.add(step, index, now)] : [];
  }

  /** Applies that a list lacks a known step. One that may be among the invalid steps isn't gone. */
  function applyGone(
    entry: StepEntry,
    isInvalid: boolean,
    isGone: boolean,
    now: number,
  ): readonly StepEvent[] {
    if (!isInvalid && isGone && entry.unconfirmed === 'gone') return [table.remove(entry, now)];
    entry.unconfirmed = isInvalid ? undefined : 'gone';
    return [];
  }

  /** A list without any endpoint lacks those that are known, also where nothing else of it is believed. */
  function holdBack(names: readonly string[], moved: boolean): ReconciledSteps {
    if (names.length === 0)
      for (const entry of entries()) if (entry.endpoint !== undefined) entry.unconfirmed = 'gone';
    return { events: [], unconfirmed: true, moved, strange: true, whole: false };
  }

  function apply(list: StepList, now = 0, describedAt = now): ReconciledSteps {
    const isOld = (since: number): boolean => now - since >= lagMs;
    const before = entries();
    const sweep = readSweep(list.pages, name =>
      before.filter(({ endpoint }) => endpoint === name).map(({ step }) => step),
    );
    const { steps: listed, repeated } = sweep;
    const isInvalid = mayBeInvalid(list.invalid, before);
    const names = listed.flatMap(step => endpointOf(step) ?? []);
    const isUnreadable = before.some(isInvalid);
    if (isStrange({ listed: names, known: endpoints(), isUnreadable, now, describedAt }))
      return holdBack(names, sweep.moved);

    const matched = matchSteps(before, listed, entry => !isInvalid(entry));
    const present = new Set(matched);
    const gone = before.filter(entry => !present.has(entry));
    const { moved, isProof: isProved } = movementOf(list, sweep, matched, now, gone.length > 0);
    const isHeld = held.next({ table, gone, moved, pageCount: list.pages.length, repeated, isOld });
    const events = listed.flatMap((step, index): readonly StepEvent[] => {
      const entry = matched[index];
      if (entry === undefined) return isHeld(step, index) ? [] : [table.add(step, index, now)];
      if (moved && endpointOf(step) === undefined) return [];
      const evidence = { isRepeated: repeated.has(index), isProved, isOld: isOld(entry.changedAt) };
      return applyListed(entry, step, index, evidence, now);
    });
    if (!moved) {
      for (const entry of gone)
        events.push(...applyGone(entry, isInvalid(entry), isProved && isOld(entry.changedAt), now));
      held.begin();
    }
    const isWaiting = held.size() > 0;
    const isDoubtful = entries().some(entry => entry.unconfirmed !== undefined);
    return {
      events,
      unconfirmed: moved || isWaiting || isDoubtful,
      moved,
      strange: false,
      whole: !moved && !isWaiting,
    };
  }

  return { apply, running, endpoints };
}
