import { changedPaths } from '../../core/changedPaths.js';
import { configurationKey } from '../../core/keys.js';
import { isTerminal, type Status } from '../../core/status.js';
import type { Step } from '../../core/step.js';
import { statusRank } from './statusRank.js';

/** A step that is known already; it has a name of its own once it has an endpoint. */
export interface Known {
  readonly step: Step;
  readonly endpoint: string | undefined;
  /** Where it stood in the last list that showed it. */
  readonly place: number;
}

/** The name of a step's endpoint, once it has one. */
export const endpointOf = (step: Step): string | undefined =>
  step.InferenceBenchmark?.EndpointConfiguration?.EndpointName;

/** What a step is known by before it has an endpoint: environment and inference specification. */
export function groupOf(step: Step): string {
  const { EndpointConfiguration: _, ...benchmark } = step.InferenceBenchmark ?? { ModelConfiguration: {} };
  return configurationKey({ ...step, InferenceBenchmark: benchmark });
}

/**
 * Tells which of the listed steps is which of the known ones, in the order of the list; undefined for a
 * step that is new.
 *
 * An endpoint is a name. Steps without one are told apart by where they stand and what they say: first
 * those are matched that say the same at the same place, or got an endpoint there; then those that say the
 * same elsewhere; then the rest, each with the known step of its group that is furthest and not beyond it.
 * So a step that failed without an endpoint is never taken for one that goes on.
 */
export function matchSteps<K extends Known>(
  known: readonly K[],
  listed: readonly Step[],
): readonly (K | undefined)[] {
  const byEndpoint = new Map(known.flatMap(one => (one.endpoint === undefined ? [] : [[one.endpoint, one]])));
  const matched = listed.map(step => byEndpoint.get(endpointOf(step) ?? ''));
  const nameless = known.filter(({ endpoint }) => endpoint === undefined);
  if (nameless.length === 0) return matched;

  const free = new Map<string, K[]>();
  for (const one of nameless) {
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
  const saysTheSame = (one: K, { step }: Item): boolean => changedPaths(one.step, step).length === 0;
  const standsThere = (one: K, { index }: Item): boolean => one.place === index;
  const bare = rest.filter(({ step }) => endpointOf(step) === undefined);
  const named = rest.filter(({ step }) => endpointOf(step) !== undefined);

  bare.forEach(match((one, item) => standsThere(one, item) && saysTheSame(one, item)));
  named.forEach(match((one, item) => standsThere(one, item) && goesOnAs(one, item)));
  bare.forEach(match(saysTheSame));
  for (const group of free.values()) group.sort((a, b) => rank(b.step.Status) - rank(a.step.Status));
  [...rest].sort((a, b) => rank(a.step.Status) - rank(b.step.Status)).forEach(match(goesOnAs));
  // What is left says less than before: the caller judges it.
  bare.forEach(match(one => !isTerminal(one.step.Status)));
  return matched;
}

const rank = (status: Status): number => statusRank(status) ?? 1;

/** Whether a known step can have become the listed one. */
function goesOnAs({ step: known }: Known, { step }: { readonly step: Step }): boolean {
  if (isTerminal(known.Status)) return known.Status === step.Status;
  return rank(known.Status) <= rank(step.Status);
}
