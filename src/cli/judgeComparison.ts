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
    const sentence = `Failed: ${broken(regressions)} (${allowed(bounds)}).`;
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

/** Each bound, what it is of, its name, and the sign of a change for the worse. */
const RULES = [
  ['latencyPercent', 'ModelLatency', 'latency', '+'],
  ['costPercent', 'CostPerInference', 'cost', '+'],
  ['throughputPercent', 'MaxInvocations', 'throughput', '-'],
  ['ttftPercent', 'TimeToFirstToken', 'first token', '+'],
  ['requestLatencyPercent', 'RequestLatency', 'request latency', '+'],
  ['tokensPercent', 'OutputTokenThroughput', 'tokens a second', '-'],
] as const satisfies readonly (readonly [keyof RegressionBounds, string, string, '+' | '-'])[];

/** Which rules are broken, and how often: `2 by latency, 1 now FAILED`. */
function broken(regressions: readonly Regression[]): string {
  const times = (test: (regression: Regression) => boolean, text: string): readonly string[] => {
    const count = regressions.filter(test).length;
    return count === 0 ? [] : [`${String(count)} ${text}`];
  };
  return [
    ...RULES.flatMap(([, metric, name]) => [
      ...times(one => one.kind === 'worse' && one.metric === metric, `by ${name}`),
      ...times(one => one.kind === 'unmeasured' && one.metric === metric, `without ${name} now`),
    ]),
    ...times(({ kind }) => kind === 'failed', 'now FAILED'),
    ...times(({ kind }) => kind === 'missing', 'not there now'),
  ].join(', ');
}

function allowed(bounds: RegressionBounds): string {
  const parts = RULES.flatMap(([bound, , name, sign]) =>
    bounds[bound] === undefined ? [] : [`${name} ${sign}${String(bounds[bound])}%`],
  );
  return `allowed: ${parts.join(', ')}`;
}
