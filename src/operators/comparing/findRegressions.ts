import type { Regression } from '../../core/regression.js';
import { isTerminal } from '../../core/status.js';
import type { Figure, Stat } from '../../core/figures.js';
import { figureReader } from '../ranking/figureReader.js';
import type { Metric } from '../ranking/metric.js';
import type { ComparedRow, Comparison, FailedConfiguration } from './comparison.js';
import { deltaOf as deltaBetween, type Delta } from './deltas.js';

/** The allowed changes, in percent of the figure before, 0 or more. */
export interface RegressionBounds {
  /** Maximum increase of ModelLatency. */
  readonly latencyPercent?: number | undefined;
  /** Maximum increase of CostPerInference. */
  readonly costPercent?: number | undefined;
  /** Maximum decrease of MaxInvocations; below 100. */
  readonly throughputPercent?: number | undefined;
  /** Maximum increase of the TimeToFirstToken of recommendations. */
  readonly ttftPercent?: number | undefined;
  /** Maximum increase of the RequestLatency of recommendations. */
  readonly requestLatencyPercent?: number | undefined;
  /** Maximum decrease of the OutputTokenThroughput of recommendations; below 100. */
  readonly tokensPercent?: number | undefined;
  /** Statistic of `ttftPercent` and `requestLatencyPercent`, such as `p90`. Default `p50`. */
  readonly stat?: Stat | undefined;
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
  /** The metrics and figures that have a bound, and that no row has on both sides; figures with their statistic. */
  readonly uncompared: readonly string[];
}

interface PercentBound {
  readonly metric: Metric | Figure;
  /** The statistic of a figure. */
  readonly stat?: Stat;
  readonly allowedPercent: number;
  readonly better: 'lower' | 'higher';
  readonly deltaOf: (row: ComparedRow) => Delta;
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
    .filter(({ deltaOf }) => comparison.rows.every(row => deltaOf(row).percent === undefined))
    .map(({ metric, stat }) => (stat === undefined ? metric : `${metric} ${stat}`));
  return { regressions: [...worse, ...failedOrMissing(comparison, missing)], uncompared };
}

function boundsOf(bounds: RegressionBounds): readonly PercentBound[] {
  const { stat } = bounds;
  return [
    metricBound('ModelLatency', bounds.latencyPercent, 'lower'),
    metricBound('CostPerInference', bounds.costPercent, 'lower'),
    metricBound('MaxInvocations', bounds.throughputPercent, 'higher'),
    figureBound('TimeToFirstToken', bounds.ttftPercent, 'lower', stat),
    figureBound('RequestLatency', bounds.requestLatencyPercent, 'lower', stat),
    figureBound('OutputTokenThroughput', bounds.tokensPercent, 'higher'),
  ].flatMap(bound => bound ?? []);
}

function metricBound(
  metric: Metric,
  allowedPercent: number | undefined,
  better: PercentBound['better'],
): PercentBound | undefined {
  return allowedPercent === undefined
    ? undefined
    : { metric, allowedPercent, better, deltaOf: ({ deltas }) => deltas[metric] };
}

function figureBound(
  figure: Figure,
  allowedPercent: number | undefined,
  better: PercentBound['better'],
  given?: Stat,
): PercentBound | undefined {
  if (allowedPercent === undefined) return undefined;
  const { read, missing } = figureReader(figure, given);
  const deltaOf = ({ step, baseline, figures }: ComparedRow): Delta => {
    if (figures === undefined) return NOTHING;
    const [before, after] = ['StepType' in baseline ? read(baseline) : undefined, read(step)];
    return deltaBetween(figure, before, after);
  };
  return { metric: figure, stat: missing.stat, allowedPercent, better, deltaOf };
}

const NOTHING: Delta = { verdict: 'unknown' };

function inRow(row: ComparedRow, bound: PercentBound, unmeasuredCounts: boolean): readonly Regression[] {
  const { key, step, baseline } = row;
  const { metric, stat, allowedPercent } = bound;
  const { before, after, percent } = bound.deltaOf(row);
  const of = { key, step, baseline, metric, ...(stat !== undefined && { stat }) };
  if (before === undefined) return [];
  if (after === undefined || percent === undefined) {
    return unmeasuredCounts ? [{ kind: 'unmeasured', ...of, before }] : [];
  }
  if (!isBeyond(percent, bound)) return [];
  return [{ kind: 'worse', ...of, before, after, percent, allowedPercent }];
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
