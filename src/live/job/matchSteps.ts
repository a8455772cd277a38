import { changedPaths } from '../../core/changedPaths.js';
import { isCompiled } from '../../core/compiled.js';
import { configurationKey, modelKey } from '../../core/keys.js';
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
 * Steps with an endpoint are matched by it, and several of one endpoint name by what they tested and what is
 * equal. The others are matched within their group, in this order:
 *
 * 1. equal steps at the same index, and steps that got an endpoint at the same index;
 * 2. equal steps at any index;
 * 3. the rest, each with the known step of the latest status that it can have developed from;
 * 4. what is left, with a known step whose endpoint isn't listed and that `mayBeLost`: it may be that one, before
 *    it got its endpoint.
 *
 * So a step that failed without an endpoint is never matched with one that goes on. A compiled model is matched with
 * one that is known to be compiled, before a plain step can turn out to be it, and never becomes a plain one.
 */
export function matchSteps<K extends KnownStep>(
  known: readonly K[],
  listed: readonly Step[],
  mayBeLost: (one: K) => boolean = () => true,
): readonly (K | undefined)[] {
  const matched = matchEndpoints(known, listed);
  const unnamed = known.filter(({ endpoint }) => endpoint === undefined);
  if (unnamed.length === 0) return matchLost(known.filter(mayBeLost), listed, matched);

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
  return matchLost(known.filter(mayBeLost), listed, matched);
}

/** Matches the steps that have an endpoint. */
function matchEndpoints<K extends KnownStep>(
  known: readonly K[],
  listed: readonly Step[],
): (K | undefined)[] {
  const free = new Map<string, K[]>();
  for (const one of known) if (one.endpoint !== undefined) push(free, one.endpoint, one);
  const rows = new Map<string, number[]>();
  listed.forEach((step, index) => {
    const endpoint = endpointOf(step);
    if (endpoint !== undefined && free.has(endpoint)) push(rows, endpoint, index);
  });
  const matched: (K | undefined)[] = listed.map(() => undefined);
  for (const [endpoint, indices] of rows) {
    const same = free.get(endpoint) ?? [];
    for (const fits of same.length === 1 && indices.length === 1 ? [isAny] : LIKENESS)
      for (const index of indices) {
        const step = listed[index];
        if (matched[index] !== undefined || step === undefined) continue;
        const found = same.findIndex(one => fits(one, step));
        if (found >= 0) [matched[index]] = same.splice(found, 1);
      }
  }
  return matched;
}

type Fits = (one: KnownStep, step: Step) => boolean;

const isAny: Fits = () => true;

const isSameTest = (a: Step, b: Step): boolean => configurationKey(a) === configurationKey(b);

/** How alike a listed step and a known one of its endpoint can be, the most first. */
const LIKENESS: readonly Fits[] = [
  ({ step }, row) => changedPaths(step, row).length === 0,
  (one, row) => isSameTest(one.step, row) && canBecome(one, { step: row }),
  // The row of a replica that is behind, before a row of another test takes its place.
  (one, row) => isSameTest(one.step, row),
  (one, row) => canBecome(one, { step: row }),
  isAny,
];

function push<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}

/** Matches steps without an endpoint that are left with known ones of their group whose endpoint isn't listed. */
function matchLost<K extends KnownStep>(
  known: readonly K[],
  listed: readonly Step[],
  matched: (K | undefined)[],
): readonly (K | undefined)[] {
  const isLeft = (step: Step, index: number): boolean =>
    matched[index] === undefined && endpointOf(step) === undefined;
  if (!listed.some(isLeft)) return matched;
  const present = new Set(matched);
  const lost = known.filter(one => one.endpoint !== undefined && !present.has(one));
  listed.forEach((step, index) => {
    if (!isLeft(step, index)) return;
    const found = lost.findIndex(one => groupOf(one.step) === groupOf(step));
    if (found >= 0) [matched[index]] = lost.splice(found, 1);
  });
  return matched;
}

const rank = (status: Status): number => statusRank(status) ?? 1;

/** Whether a known step can have become the listed one. */
function canBecome({ step: known }: KnownStep, { step }: { readonly step: Step }): boolean {
  if (isCompiled(known) && !isCompiled(step)) return false;
  if (isTerminal(known.Status)) return known.Status === step.Status;
  return rank(known.Status) <= rank(step.Status);
}
