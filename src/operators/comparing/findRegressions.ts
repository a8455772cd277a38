import type { Regression } from '../../core/regression.js';
import { isTerminal } from '../../core/status.js';
import type { Metrics } from '../../core/step.js';
import type { ComparedRow, Comparison, FailedConfiguration } from './comparison.js';

/** What a gate allows; in percent of the figure before, 0 or more. */
export interface RegressionBounds {
  /** How much more ModelLatency may be. */
  readonly latencyPercent?: number | undefined;
  /** How much more CostPerInference may be. */
  readonly costPercent?: number | undefined;
  /** How much less MaxInvocations may be; below 100. */
  readonly throughputPercent?: number | undefined;
  /**
   * What a configuration that completed before and not now counts as. `failed` (default): a regression
   * where it was tested and failed, nothing where it wasn't tested. `any`: a regression in both cases.
   * `ignore`: nothing in both; nor does a metric then that was measured before and isn't now.
   */
  readonly missing?: 'failed' | 'any' | 'ignore' | undefined;
}

/** What a comparison comes to. */
export interface Findings {
  readonly regressions: readonly Regression[];
  /** The metrics that have a bound, and that no row has on both sides. */
  readonly uncompared: readonly (keyof Metrics)[];
}

interface Bound {
  readonly metric: keyof Metrics;
  readonly allowedPercent: number;
  readonly better: 'lower' | 'higher';
}

/**
 * AWS measures in single precision, of seven digits: by so much a figure that meets its bound exactly can
 * seem to be beyond it.
 */
const PRECISION = 2 ** -22;

/** Holds a comparison against bounds: row by row, then the configurations that were lost. */
export function findRegressions(comparison: Comparison, bounds: RegressionBounds): Findings {
  const { missing = 'failed' } = bounds;
  const checks = boundsOf(bounds);
  const worse = comparison.rows.flatMap(row =>
    checks.flatMap(bound => inRow(row, bound, missing !== 'ignore')),
  );
  const uncompared = checks
    .map(({ metric }) => metric)
    .filter(metric => comparison.rows.every(({ deltas }) => deltas[metric].percent === undefined));
  return { regressions: [...worse, ...lost(comparison, missing)], uncompared };
}

function boundsOf({ latencyPercent, costPercent, throughputPercent }: RegressionBounds): readonly Bound[] {
  const all = [
    { metric: 'ModelLatency', allowedPercent: latencyPercent, better: 'lower' },
    { metric: 'CostPerInference', allowedPercent: costPercent, better: 'lower' },
    { metric: 'MaxInvocations', allowedPercent: throughputPercent, better: 'higher' },
  ] as const;
  return all.flatMap(({ allowedPercent, ...bound }) =>
    allowedPercent === undefined ? [] : [{ ...bound, allowedPercent }],
  );
}

function inRow(row: ComparedRow, bound: Bound, measured: boolean): readonly Regression[] {
  const { key, step, baseline, deltas } = row;
  const { metric, allowedPercent } = bound;
  const { before, after, percent } = deltas[metric];
  if (before === undefined) return [];
  if (after === undefined || percent === undefined) {
    return measured ? [{ kind: 'unmeasured', key, step, baseline, metric, before }] : [];
  }
  if (!isBeyond(percent, bound)) return [];
  return [{ kind: 'worse', key, step, baseline, metric, before, after, percent, allowedPercent }];
}

const isBeyond = (percent: number, { allowedPercent, better }: Bound): boolean =>
  better === 'lower'
    ? 100 + percent > (100 + allowedPercent) * (1 + PRECISION)
    : 100 + percent < (100 - allowedPercent) * (1 - PRECISION);

function lost({ missing, failed }: Comparison, counts: 'failed' | 'any' | 'ignore'): readonly Regression[] {
  if (counts === 'ignore') return [];
  const gone = missing.flatMap(({ key, baseline, step }): readonly Regression[] => {
    const kind = step !== undefined && isTerminal(step.Status) ? 'failed' : 'missing';
    return kind === 'failed' || counts === 'any' ? [{ kind, key, baseline, ...(step && { step }) }] : [];
  });
  // A step that failed too early to name its instance may be one of those that are not there.
  const unnamed = missing.some(({ step }) => step === undefined) ? failed.filter(namesNothing) : [];
  return [...gone, ...unnamed.map(({ key, step }) => ({ kind: 'failed', key, step }) as const)];
}

const namesNothing = ({ step }: FailedConfiguration): boolean =>
  step.InferenceBenchmark?.EndpointConfiguration === undefined;
