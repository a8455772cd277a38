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

/** Name of each bound, and the sign of a change for the worse. */
const ALLOWED = [
  ['latencyPercent', 'latency +'],
  ['costPercent', 'cost +'],
  ['throughputPercent', 'throughput -'],
  ['ttftPercent', 'first token +'],
  ['requestLatencyPercent', 'request latency +'],
  ['tokensPercent', 'tokens a second -'],
] as const satisfies readonly (readonly [keyof RegressionBounds, string])[];

function allowed(bounds: RegressionBounds): string {
  const parts = ALLOWED.flatMap(([name, text]) =>
    bounds[name] === undefined ? [] : [`${text}${String(bounds[name])}%`],
  );
  return `allowed: ${parts.join(', ')}`;
}
