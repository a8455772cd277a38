import type { Regression } from '../../core/regression.js';
import { isTerminal } from '../../core/status.js';
import type { Metrics } from '../../core/step.js';
import type { ComparedRow, Comparison, FailedConfiguration } from './comparison.js';

/** The allowed changes, in percent of the figure before, 0 or more. */
export interface RegressionBounds {
  /** Maximum increase of ModelLatency. */
  readonly latencyPercent?: number | undefined;
  /** Maximum increase of CostPerInference. */
  readonly costPercent?: number | undefined;
  /** Maximum decrease of MaxInvocations; below 100. */
  readonly throughputPercent?: number | undefined;
  /**
   * Whether a configuration that completed before and not now is a regression. `failed` (default): where it
   * was tested and failed, but not where it wasn't tested. `any`: in both cases. `ignore`: in neither; nor
   * is a metric that was measured before and isn't now.
   */
  readonly missing?: 'failed' | 'any' | 'ignore' | undefined;
}

/** The result of checking a comparison against bounds. */
export interface Findings {
  readonly regressions: readonly Regression[];
  /** The metrics that have a bound, and that no row has on both sides. */
  readonly uncompared: readonly (keyof Metrics)[];
}

interface PercentBound {
  readonly metric: keyof Metrics;
  readonly allowedPercent: number;
  readonly better: 'lower' | 'higher';
}

/**
 * Relative tolerance for single precision, in which AWS measures (seven digits): without it a figure exactly
 * at its bound could count as beyond it.
 */
const TOLERANCE = 2 ** -22;

/** Checks a comparison against bounds: row by row, then the configurations that failed or are missing. */
export function findRegressions(comparison: Comparison, bounds: RegressionBounds): Findings {
  const { missing = 'failed' } = bounds;
  const checks = boundsOf(bounds);
  const worse = comparison.rows.flatMap(row =>
    checks.flatMap(bound => inRow(row, bound, missing !== 'ignore')),
  );
  const uncompared = checks
    .map(({ metric }) => metric)
    .filter(metric => comparison.rows.every(({ deltas }) => deltas[metric].percent === undefined));
  return { regressions: [...worse, ...failedOrMissing(comparison, missing)], uncompared };
}

function boundsOf({
  latencyPercent,
  costPercent,
  throughputPercent,
}: RegressionBounds): readonly PercentBound[] {
  const all = [
    { metric: 'ModelLatency', allowedPercent: latencyPercent, better: 'lower' },
    { metric: 'CostPerInference', allowedPercent: costPercent, better: 'lower' },
    { metric: 'MaxInvocations', allowedPercent: throughputPercent, better: 'higher' },
  ] as const;
  return all.flatMap(({ allowedPercent, ...bound }) =>
    allowedPercent === undefined ? [] : [{ ...bound, allowedPercent }],
  );
}

function inRow(row: ComparedRow, bound: PercentBound, unmeasuredCounts: boolean): readonly Regression[] {
  const { key, step, baseline, deltas } = row;
  const { metric, allowedPercent } = bound;
  const { before, after, percent } = deltas[metric];
  if (before === undefined) return [];
  if (after === undefined || percent === undefined) {
    return unmeasuredCounts ? [{ kind: 'unmeasured', key, step, baseline, metric, before }] : [];
  }
  if (!isBeyond(percent, bound)) return [];
  return [{ kind: 'worse', key, step, baseline, metric, before, after, percent, allowedPercent }];
}

const isBeyond = (percent: number, { allowedPercent, better }: PercentBound): boolean =>
  better === 'lower'
    ? 100 + percent > (100 + allowedPercent) * (1 + TOLERANCE)
    : 100 + percent < (100 - allowedPercent) * (1 - TOLERANCE);

function failedOrMissing(
  { missing, failed }: Comparison,
  counts: 'failed' | 'any' | 'ignore',
): readonly Regression[] {
  if (counts === 'ignore') return [];
  const uncompleted = missing.flatMap(({ key, baseline, step }): readonly Regression[] => {
    const kind = step !== undefined && isTerminal(step.Status) ? 'failed' : 'missing';
    return kind === 'failed' || counts === 'any' ? [{ kind, key, baseline, ...(step && { step }) }] : [];
  });
  // A step that failed too early to name its instance may belong to one of the missing configurations.
  const unnamed = missing.some(({ step }) => step === undefined) ? failed.filter(namesNothing) : [];
  return [...uncompleted, ...unnamed.map(({ key, step }) => ({ kind: 'failed', key, step }) as const)];
}

const namesNothing = ({ step }: FailedConfiguration): boolean =>
  step.InferenceBenchmark?.EndpointConfiguration === undefined;
