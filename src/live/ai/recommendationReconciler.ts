import { changedPaths } from '../../core/changedPaths.js';
import type { StepEvent } from '../../core/event.js';
import { stepKey } from '../../core/keys.js';
import type { KeyedStep } from '../../core/message.js';
import type { Step } from '../../core/step.js';
import { isBehind } from '../job/isBehind.js';

/** What a description of a job has shown of its recommendations. */
export interface ReconciledRecommendations {
  readonly events: readonly StepEvent[];
  /** Whether it showed something that only the next description can confirm. */
  readonly unconfirmed: boolean;
}

/** The keyed diff of one job's recommendations. */
export interface RecommendationReconciler {
  /** Number of recommendations that are known. */
  readonly size: () => number;
  /**
   * Applies all recommendations of a description, received at `now`. `invalid` says that others couldn't be decoded, any
   * of which may be a known one.
   */
  readonly apply: (steps: readonly Step[], invalid: boolean, now: number) => ReconciledRecommendations;
}

interface Entry {
  step: Step;
  changedAt: number;
  unconfirmed: boolean;
}

/**
 * Keeps the recommendations of a job by their keys, in the order in which each was first described. One that is gone, or
 * lacks something that is known, is believed when two descriptions in a row say so, and what they contradict has been
 * known for `lagMs`. With `known` it goes on from what an earlier watch knew, as if that had been described at `knownAt`.
 */
export function recommendationReconciler(
  jobName: string,
  lagMs: number,
  known: readonly KeyedStep[] = [],
  knownAt = 0,
): RecommendationReconciler {
  const entries = new Map<string, Entry>(
    known.map(({ key, step }) => [key, { step, changedAt: knownAt, unconfirmed: false }]),
  );

  /** Whether what takes away is believed. Otherwise the next description decides. */
  function isBelieved(entry: Entry, now: number): boolean {
    const before = entry.unconfirmed;
    entry.unconfirmed = true;
    return before && now - entry.changedAt >= lagMs;
  }

  function applyStep(step: Step, now: number): readonly StepEvent[] {
    const key = stepKey(step);
    const entry = entries.get(key);
    if (entry === undefined) {
      entries.set(key, { step, changedAt: now, unconfirmed: false });
      return [{ type: 'step', jobName, change: 'added', key, step, changed: [] }];
    }
    const previous = entry.step;
    const changed = changedPaths(previous, step);
    if (changed.length > 0 && isBehind(step, previous) && !isBelieved(entry, now)) return [];
    entry.unconfirmed = false;
    if (changed.length === 0) return [];
    entry.step = step;
    entry.changedAt = now;
    return [{ type: 'step', jobName, change: 'updated', key, step, previous, changed }];
  }

  function applyGone(key: string, entry: Entry, invalid: boolean, now: number): readonly StepEvent[] {
    if (invalid) {
      entry.unconfirmed = false;
      return [];
    }
    if (!isBelieved(entry, now)) return [];
    entries.delete(key);
    const { step } = entry;
    return [{ type: 'step', jobName, change: 'removed', key, step, previous: step, changed: [] }];
  }

  return {
    size: () => entries.size,
    apply: (steps, invalid, now) => {
      const before = [...entries];
      const described = new Set(steps.map(step => stepKey(step)));
      const events = steps.flatMap(step => applyStep(step, now));
      for (const [key, entry] of before)
        if (!described.has(key)) events.push(...applyGone(key, entry, invalid, now));
      return { events, unconfirmed: [...entries.values()].some(({ unconfirmed }) => unconfirmed) };
    },
  };
}
