import { changedPaths } from '../../core/changedPaths.js';
import { configurationKey } from '../../core/keys.js';
import { isTerminal } from '../../core/status.js';
import type { Step } from '../../core/step.js';
import type { StepList } from './listAllSteps.js';
import { endpointOf } from './matchSteps.js';
import { isEarlierStatus } from './statusRank.js';

/** A pass over the list of steps as it can be believed. */
export interface Sweep {
  /** One row for each step that the list shows, in its order. */
  readonly steps: readonly Step[];
  /** Whether the list moved between two of its pages: it proves no absence, and settles nothing. */
  readonly moved: boolean;
  /** Indices of steps without an endpoint that may be one shown before, on an earlier page. */
  readonly repeated: ReadonlySet<number>;
}

/** Reads a pass. `known` gives what is known of the steps of an endpoint. */
export type ReadSweep = (pages: StepList['pages'], known: (endpoint: string) => readonly Step[]) => Sweep;

interface Row {
  readonly step: Step;
  readonly page: number;
}

/** Number of passes in a row that have to show the same steps of one endpoint name before they are believed. */
const TWIN_SWEEPS = 3;

/**
 * Makes the reader of the passes over one list. `known` has the endpoint names of the steps that are known already.
 *
 * A list can move between two pages, and then it shows a step twice and another one not at all. An endpoint
 * name that is listed twice proves it. Rows that can't be the same step are another matter: those of one page,
 * which is one answer; those that tested different configurations; and those that have ended differently.
 * Where three passes in a row show such rows of one endpoint name, they are steps of their own from then on.
 *
 * Steps without an endpoint can't prove that a list moved: equal ones on two pages may be one or two.
 */
export function sweepReader(known: readonly string[] = []): ReadSweep {
  const proofs = new Map<string, { readonly count: number; readonly sweeps: number }>();
  /** Number of steps of those endpoint names that have several. */
  const twins = countsAbove1(known);

  function countTwins(shared: ReadonlyMap<string, readonly Row[]>): void {
    for (const endpoint of proofs.keys()) if (!shared.has(endpoint)) proofs.delete(endpoint);
    for (const [endpoint, rows] of shared) {
      const count = leastSteps(rows);
      const before = proofs.get(endpoint);
      const sweeps = before?.count === count ? before.sweeps + 1 : 1;
      proofs.set(endpoint, { count, sweeps });
      if (count > 1 && sweeps >= TWIN_SWEEPS) twins.set(endpoint, count);
    }
  }

  return (pages, known) => {
    const rows = pages.flatMap((steps, page) => steps.map((step): Row => ({ step, page })));
    const shared = sharedEndpoints(rows);
    countTwins(shared);
    const chosen = new Map<string, readonly Step[]>();
    let moved = false;
    for (const [endpoint, same] of shared) {
      const count = twins.get(endpoint) ?? 1;
      if (same.length <= count && !isOneTwice(same, known(endpoint))) continue;
      moved = true;
      chosen.set(endpoint, count === 1 ? [likeliest(same, known(endpoint)[0])] : different(same, count));
    }
    const repeated = pages.length > 1 ? repeatedRows(rows) : new Set<Row>();
    const steps: Step[] = [];
    const indices = new Set<number>();
    for (const row of rows) {
      const endpoint = endpointOf(row.step);
      if (endpoint === undefined) {
        if (repeated.has(row) && moved) continue;
        if (repeated.has(row)) indices.add(steps.length);
      }
      if (endpoint === undefined || !chosen.has(endpoint)) steps.push(row.step);
      else {
        steps.push(...(chosen.get(endpoint) ?? []));
        chosen.set(endpoint, []);
      }
    }
    return { steps, moved, repeated: indices };
  };
}

/** The names that occur more than once, and how often. */
function countsAbove1(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map([...counts].filter(([, count]) => count > 1));
}

/** The rows of each endpoint name that is listed more than once. */
function sharedEndpoints(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const first = new Map<string, Row>();
  const shared = new Map<string, Row[]>();
  for (const row of rows) {
    const endpoint = endpointOf(row.step);
    if (endpoint === undefined) continue;
    const before = first.get(endpoint);
    if (before === undefined) first.set(endpoint, row);
    else shared.set(endpoint, [...(shared.get(endpoint) ?? [before]), row]);
  }
  return shared;
}

/** The least number of steps that rows of one endpoint name can be. */
function leastSteps(rows: readonly Row[]): number {
  const onPage = new Map<number, number>();
  const endsOf = new Map<string, Step[]>();
  for (const { step, page } of rows) {
    onPage.set(page, (onPage.get(page) ?? 0) + 1);
    const configuration = configurationKey(step);
    const ends = endsOf.get(configuration) ?? [];
    endsOf.set(configuration, ends);
    if (isTerminal(step.Status) && !ends.some(end => isEqual(end, step))) ends.push(step);
  }
  const apart = [...endsOf.values()].reduce((sum, ends) => sum + Math.max(1, ends.length), 0);
  return Math.max(apart, ...onPage.values());
}

/** Whether one of several steps of an endpoint name, which are known to differ, is listed on two pages. */
function isOneTwice(rows: readonly Row[], known: readonly Step[]): boolean {
  const [first, ...others] = known;
  if (first === undefined || others.every(step => isEqual(step, first))) return false;
  return rows.some((a, index) =>
    rows.slice(index + 1).some(b => a.page !== b.page && isEqual(a.step, b.step)),
  );
}

/** The row to believe of a step that is listed twice: the known one, or else the one of the later status. */
function likeliest(rows: readonly Row[], known: Step | undefined): Step {
  const steps = rows.map(({ step }) => step);
  const unchanged = steps.find(step => known !== undefined && isEqual(step, known));
  return unchanged ?? steps.reduce((a, b) => (isEarlierStatus(b.Status, a.Status) ? a : b));
}

function different(rows: readonly Row[], count: number): readonly Step[] {
  const steps: Step[] = [];
  for (const { step } of rows) if (!steps.some(other => isEqual(other, step))) steps.push(step);
  return steps.slice(0, count);
}

/** Rows without an endpoint that equal others on other pages, but for as many as one page has of them. */
function repeatedRows(rows: readonly Row[]): ReadonlySet<Row> {
  const equal = new Map<string, Row[]>();
  for (const row of rows) {
    if (endpointOf(row.step) !== undefined) continue;
    const content = JSON.stringify(row.step);
    equal.set(content, [...(equal.get(content) ?? []), row]);
  }
  const repeated = new Set<Row>();
  for (const same of equal.values()) {
    const onPage = new Map<number, number>();
    for (const { page } of same) onPage.set(page, (onPage.get(page) ?? 0) + 1);
    for (const row of same.slice(Math.max(...onPage.values()))) repeated.add(row);
  }
  return repeated;
}

const isEqual = (a: Step, b: Step): boolean => changedPaths(a, b).length === 0;
