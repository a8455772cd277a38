import type { Regression } from '../core/regression.js';
import type { Comparison } from '../operators/comparing/comparison.js';
import { findRegressions, type RegressionBounds } from '../operators/comparing/findRegressions.js';
import { nothingCompared } from '../operators/comparing/nothingCompared.js';
import { EXIT } from './process/exitCodes.js';
import { counted } from '../core/counted.js';

/** The result of judging a comparison: passed or failed, and why. */
export interface Judgement {
  readonly verdict: 'passed' | 'regression' | 'nothing-compared';
  readonly regressions: readonly Regression[];
  /** Passed or failed, and why: one line. */
  readonly sentence: string;
  readonly exitCode: number;
}

/** The bounds where no flag gives one. An existing endpoint has no known cost, so its throughput is bounded instead. */
export function defaultBounds(existingEndpoint: boolean): RegressionBounds {
  return existingEndpoint
    ? { latencyPercent: 5, throughputPercent: 5 }
    : { latencyPercent: 5, costPercent: 5 };
}

/**
 * Judges a comparison by bounds: which regressions it has, and the exit code that follows. A `refusal` is the
 * reason why it must not be judged at all, as a sentence.
 */
export function judgeComparison(
  comparison: Comparison,
  bounds: RegressionBounds,
  refusal?: string,
): Judgement {
  if (refusal !== undefined) return nothingToJudge(refusal);
  const { regressions, uncompared } = findRegressions(comparison, bounds);
  if (regressions.length > 0) {
    const sentence = `Failed: ${counted(regressions.length, 'regression')} (${allowed(bounds)}).`;
    return { verdict: 'regression', regressions, sentence, exitCode: EXIT.regression };
  }
  if (uncompared.length > 0) {
    return nothingToJudge(nothingCompared(comparison, uncompared));
  }
  const sentence = `Passed: ${counted(comparison.rows.length, 'configuration')} compared (${allowed(bounds)}).`;
  return { verdict: 'passed', regressions, sentence, exitCode: EXIT.ok };
}

const nothingToJudge = (reason: string): Judgement => ({
  verdict: 'nothing-compared',
  regressions: [],
  sentence: `Failed: ${reason}`,
  exitCode: EXIT.nothingFits,
});

function allowed({ latencyPercent, costPercent, throughputPercent }: RegressionBounds): string {
  const parts = [
    ...(latencyPercent === undefined ? [] : [`latency +${String(latencyPercent)}%`]),
    ...(costPercent === undefined ? [] : [`cost +${String(costPercent)}%`]),
    ...(throughputPercent === undefined ? [] : [`throughput -${String(throughputPercent)}%`]),
  ];
  return `allowed: ${parts.join(', ')}`;
}
