import { changedPaths } from '../../core/changedPaths.js';
import { isCompiled } from '../../core/compiled.js';
import { modelKey } from '../../core/keys.js';
import { isTerminal, type Status } from '../../core/status.js';
import type { Step } from '../../core/step.js';
import { statusRank } from './statusRank.js';

/** A step that earlier lists have shown. Its endpoint is its identity, once it has one. */
export interface KnownStep {
  readonly step: Step;
  readonly endpoint: string | undefined;
  /** Its index in the last list that showed it. */
  readonly index: number;
}

/** The name of a step's endpoint; undefined while it has none. */
export const endpointOf = (step: Step): string | undefined =>
  step.InferenceBenchmark?.EndpointConfiguration?.EndpointName;

/** The group of a step without an endpoint: what is known of its model from the start. */
export const groupOf: (step: Step) => string = modelKey;

/**
 * Finds for each listed step the known step that it is, in the order of the list; undefined for a new step.
 *
 * Steps with an endpoint are matched by it. The others are matched within their group, in this order:
 *
 * 1. equal steps at the same index, and steps that got an endpoint at the same index;
 * 2. equal steps at any index;
 * 3. the rest, each with the known step of the latest status that it can have developed from.
 *
 * So a step that failed without an endpoint is never matched with one that goes on. A compiled model is matched with
 * one that is known to be compiled, before a plain step can turn out to be it, and never becomes a plain one.
 */
export function matchSteps<K extends KnownStep>(
  known: readonly K[],
  listed: readonly Step[],
): readonly (K | undefined)[] {
  const byEndpoint = new Map(known.flatMap(one => (one.endpoint === undefined ? [] : [[one.endpoint, one]])));
  const matched = listed.map(step => byEndpoint.get(endpointOf(step) ?? ''));
  const unnamed = known.filter(({ endpoint }) => endpoint === undefined);
  if (unnamed.length === 0) return matched;

  const free = new Map<string, K[]>();
  for (const one of unnamed) {
    const group = groupOf(one.step);
    free.set(group, [...(free.get(group) ?? []), one]);
  }
  const rest = listed.flatMap((step, index) =>
    matched[index] === undefined ? [{ step, index, group: free.get(groupOf(step)) ?? [] }] : [],
  );
  type Item = (typeof rest)[number];
  const match = (fits: (one: K, item: Item) => boolean) => (item: Item) => {
    if (matched[item.index] !== undefined) return;
    const found = item.group.findIndex(one => fits(one, item));
    if (found >= 0) [matched[item.index]] = item.group.splice(found, 1);
  };
  const isEqual = (one: K, { step }: Item): boolean => changedPaths(one.step, step).length === 0;
  const isAtIndex = (one: K, { index }: Item): boolean => one.index === index;
  const bare = rest.filter(({ step }) => endpointOf(step) === undefined);
  const named = rest.filter(({ step }) => endpointOf(step) !== undefined);
  const compiled = rest.filter(({ step }) => isCompiled(step));

  bare.forEach(match((one, item) => isAtIndex(one, item) && isEqual(one, item)));
  compiled.forEach(match((one, item) => isCompiled(one.step) && canBecome(one, item)));
  named.forEach(match((one, item) => isAtIndex(one, item) && canBecome(one, item)));
  bare.forEach(match(isEqual));
  for (const group of free.values()) group.sort((a, b) => rank(b.step.Status) - rank(a.step.Status));
  [...rest].sort((a, b) => rank(a.step.Status) - rank(b.step.Status)).forEach(match(canBecome));
  // What is left has an earlier status than before: the caller decides whether to believe it.
  bare.forEach(match(one => !isTerminal(one.step.Status)));
  return matched;
}

const rank = (status: Status): number => statusRank(status) ?? 1;

/** Whether a known step can have become the listed one. */
function canBecome({ step: known }: KnownStep, { step }: { readonly step: Step }): boolean {
  if (isCompiled(known) && !isCompiled(step)) return false;
  if (isTerminal(known.Status)) return known.Status === step.Status;
  return rank(known.Status) <= rank(step.Status);
}
