import type { Step } from '../../core/step.js';
import { isTerminal } from '../../core/status.js';
import type { Summary } from '../../operators/summary/summary.js';
import { errorLine } from '../errorLine.js';
import { stepLabel } from '../../core/stepLabel.js';
import { spent } from '../../words/money.js';
import { resultText } from '../../words/resultText.js';
import { duration } from '../../words/durations.js';
import type { JobView } from './jobView.js';
import { BENCHMARK_FIGURES } from '../../words/aiJobHint.js';
import { counted } from '../../core/counted.js';
import { totalText } from '../../words/totals.js';
import { failureReason } from '../../words/reasons.js';

/** How far it is: `18 of 40 steps, 2 failed`; `1 of 2 to 4 steps` where compiled models may be tested, too. */
export function progressWords({ done, total, maxTotal, counts }: Summary): string {
  const failed = counts['FAILED'] ?? 0;
  const of =
    total === undefined
      ? counted(done, 'step')
      : `${String(done)} of ${counted(maxTotal ?? total, 'step', () => totalText(total, maxTotal))}`;
  return `${of}${total === undefined ? ' done' : ''}${failed > 0 ? `, ${String(failed)} failed` : ''}`;
}

/** What it has cost so far: `$3.21 spent`, and how many tests aren't in that; nothing known is not `$0.00`. */
export function spentWords({ spentUsd, unpriced }: Summary): string {
  if (spentUsd === 0 && unpriced > 0) return `cost of ${counted(unpriced, 'test')} unknown`;
  const missing = unpriced === 0 ? '' : `, without ${counted(unpriced, 'test')} of unknown cost`;
  return `${spent(spentUsd)} spent${missing}`;
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
export function timeWords({ summary, job }: JobView): string {
  const { elapsedMs, etaMs } = summary;
  if (elapsedMs === undefined) return '';
  if (job !== undefined && isTerminal(job.Status)) return `took ${duration(elapsedMs)}`;
  return `${duration(elapsedMs)} so far${etaMs === undefined ? '' : `, ${leftWords(etaMs, summary)}`}`;
}

/** How long it goes on: `about 30 min to go`, `at least 30 min to go` where there may be further steps. */
export function leftWords(etaMs: number, { maxTotal }: Summary): string {
  if (etaMs === 0) return 'wrapping up';
  return `${maxTotal === undefined ? 'about' : 'at least'} ${duration(etaMs)} to go`;
}

/** What came of a step, and where it ran. */
export function outcomeWords(step: Step): string {
  switch (step.Status) {
    case 'COMPLETED':
      return `${stepLabel(step)}: ${resultText(step)}`;
    case 'FAILED':
      return `${stepLabel(step)}: ${failureReason(step)}`;
    default:
      return stepLabel(step);
  }
}

/** How old what is known is, and why: `no news for 45 s: Rate exceeded`. */
export function staleWords(ageMs: number, cause: unknown): string {
  return `no news for ${duration(ageMs)}: ${errorLine(cause)}`;
}
