import type { Status } from '../../core/status.js';
import type { Bound } from '../../operators/ranking/bounds.js';
import type { ExcludedStep, ExclusionReason } from '../../operators/ranking/eligibilityCheck.js';
import type { Metric } from '../../operators/ranking/metric.js';
import type { MissingFigure } from '../../operators/ranking/missing.js';

/** How many steps a bound leaves out. */
export interface BoundCount {
  readonly kind: 'bound';
  readonly bound: Bound;
  readonly limit: number | string;
  readonly steps: number;
  /** Those of them whose metric isn't available. */
  readonly unmeasured: number;
  /** The figure nearest to the bound among those that are beyond it, where it is a number. */
  readonly nearest?: number;
}

/** One reason, and how many steps it leaves out; a step can be left out for several. */
export type ExclusionCount =
  | { readonly kind: 'status'; readonly status: Status; readonly steps: number }
  | { readonly kind: 'metric'; readonly metric: Metric; readonly steps: number }
  | (MissingFigure & { readonly steps: number })
  | { readonly kind: 'price'; readonly steps: number }
  | BoundCount;

/** Counts the reasons: statuses first, then what the order needs, then bounds; of a kind the one that leaves out most first. */
export function countExclusions(excluded: readonly ExcludedStep[]): readonly ExclusionCount[] {
  const counts = new Map<string, ExclusionCount>();
  for (const reason of excluded.flatMap(({ reasons }) => reasons)) {
    const id = idOf(reason);
    counts.set(id, counted(counts.get(id), reason));
  }
  return [...counts.values()].sort((a, b) => rank(a) - rank(b) || b.steps - a.steps);
}

const KINDS = ['status', 'metric', 'figure', 'price', 'bound'] satisfies ExclusionReason['kind'][];
const rank = ({ kind }: ExclusionCount): number => KINDS.indexOf(kind);

function idOf(reason: ExclusionReason): string {
  switch (reason.kind) {
    case 'status':
      return `status ${reason.status}`;
    case 'metric':
      return `metric ${reason.metric}`;
    case 'figure':
      return `figure ${reason.figure} ${reason.stat}`;
    case 'price':
      return 'price';
    case 'bound':
      return `bound ${reason.bound}`;
  }
}

function counted(before: ExclusionCount | undefined, reason: ExclusionReason): ExclusionCount {
  const steps = (before?.steps ?? 0) + 1;
  if (reason.kind === 'price') return { kind: 'price', steps };
  if (reason.kind !== 'bound') return { ...reason, steps };
  const { kind, bound, limit, actual } = reason;
  const { unmeasured = 0, nearest } = before?.kind === 'bound' ? before : {};
  const nearer = typeof actual === 'number' ? nearerOf(bound, nearest, actual) : nearest;
  return {
    kind,
    bound,
    limit,
    steps,
    unmeasured: unmeasured + (actual === undefined ? 1 : 0),
    ...(nearer !== undefined && { nearest: nearer }),
  };
}

function nearerOf(bound: Bound, nearest: number | undefined, actual: number): number {
  const closer = bound.startsWith('min') ? Math.max : Math.min;
  return nearest === undefined ? actual : closer(nearest, actual);
}
