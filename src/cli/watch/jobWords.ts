import type { Step } from '../../core/step.js';
import { isTerminal } from '../../core/status.js';
import type { Summary } from '../../operators/summary/summary.js';
import { errorLine } from '../errorLine.js';
import { endpointKind, instanceTypeOf } from '../../core/instance.js';
import { isRecommendation } from '../../core/recommendationStep.js';
import { stepLabel } from '../../core/stepLabel.js';
import { letterOf, shortName, type EnvironmentLetters } from '../../words/environments.js';
import { resultText } from '../../words/resultText.js';
import { duration } from '../../words/durations.js';
import type { JobView } from './jobView.js';
import { BENCHMARK_FIGURES } from '../../words/aiJobHint.js';
import { counted } from '../../core/counted.js';
import { totalText } from '../../words/totals.js';
import { failureReason } from '../../words/reasons.js';
import { spending, unknownAmount } from '../../words/spending.js';

/** How far it is: `18 of 40 steps, 2 failed`; `1 of 2 to 4 steps` where compiled models may be tested, too. */
export function progressWords({ done, total, maxTotal, counts }: Summary): string {
  const failed = counts['FAILED'] ?? 0;
  const of =
    total === undefined
      ? counted(done, 'step')
      : `${String(done)} of ${counted(maxTotal ?? total, 'step', () => totalText(total, maxTotal))}`;
  return `${of}${total === undefined ? ' done' : ''}${failed > 0 ? `, ${String(failed)} failed` : ''}`;
}

/** What it has cost so far: `$3.21 spent`, and which tests aren't in that; nothing known is not `$0.00`. */
export function spentWords(
  summary: Pick<Summary, 'spentUsd' | 'unpriced'>,
  steps: readonly Step[],
  over = false,
): string {
  const { amount, note } = spending(summary, steps, over);
  if (amount === undefined) return [`cost ${unknownAmount(over)}`, note].filter(Boolean).join(': ');
  return [`${amount} spent`, note].filter(Boolean).join(', ');
}

/** What an AI job has to show: `3 recommendations`, and before its end why there is nothing. */
export function resultWords({ kind, job, summary: { steps } }: JobView): string {
  if (kind === 'classic' || job === undefined) return '';
  const ended = isTerminal(job.Status);
  if (kind === 'benchmark') return ended ? `figures: ${BENCHMARK_FIGURES}` : 'AWS shows no progress';
  if (steps > 0) return counted(steps, 'recommendation');
  return ended ? 'no recommendations' : 'AWS shows no progress; recommendations come at its end';
}

/** How long it takes: `1 h 12 min, about 30 min to go`; of a job that is over `took 2 h 05 min`. */
export function timeWords({ summary, job }: Pick<JobView, 'summary' | 'job'>): string {
  const { elapsedMs, etaMs } = summary;
  if (elapsedMs === undefined) return '';
  if (job !== undefined && isTerminal(job.Status)) return `took ${duration(elapsedMs)}`;
  return `${duration(elapsedMs)} so far${etaMs === undefined ? '' : `, ${leftWords(etaMs, summary)}`}`;
}

/** How long it goes on: `about 30 min to go`, `at least 30 min to go` where there may be further steps. */
export function leftWords(etaMs: number, { maxTotal }: Pick<Summary, 'maxTotal'>): string {
  if (etaMs === 0) return maxTotal === undefined ? 'wrapping up' : 'more steps may follow';
  return `${maxTotal === undefined ? 'about' : 'at least'} ${duration(etaMs)} to go`;
}

/** What came of a step, and where it ran. */
export function outcomeWords(step: Step, nameOf: (step: Step) => string = stepLabel): string {
  switch (step.Status) {
    case 'COMPLETED':
      return `${nameOf(step)}: ${resultText(step)}`;
    case 'FAILED':
      return `${nameOf(step)}: ${failureReason(step)}`;
    default:
      return nameOf(step);
  }
}

/** How a step is called in a line of its own: a load test by its endpoint and the letter of its environment. */
export function stepWords(step: Step, letters: EnvironmentLetters): string {
  if (isRecommendation(step)) return stepLabel(step);
  const isNowhere = endpointKind(step) === undefined && instanceTypeOf(step) === undefined;
  if (!isNowhere) return shortName(step, letters, ' ');
  const letter = letterOf(step, letters);
  return `a test without an endpoint${letter === '' ? '' : ` (env ${letter})`}`;
}

/** The best in a sentence, and the next one where both look the same: `ml.c5.large: $0.83 …; as cheap as ml.c5.xlarge, which is slower`. */
export function bestWords(
  best: Step,
  { outlook: { alike }, criterion: { textOf } }: Pick<JobView, 'outlook' | 'criterion'>,
  nameOf: (step: Step) => string = stepLabel,
): string {
  const tie = alike === undefined ? '' : `; as cheap as ${nameOf(alike.step)}, which is ${alike.reason}`;
  return `${nameOf(best)}: ${textOf(best)}${tie}`;
}

/** How old what is known is, and why: `no news for 45 s: Rate exceeded`. */
export function staleWords(ageMs: number, cause: unknown): string {
  return `no news for ${duration(ageMs)}: ${errorLine(cause)}`;
}
