import type { JobView } from './jobView.js';
import { stepLabel } from '../../core/stepLabel.js';
import { resultText } from '../../words/resultText.js';
import { oneLine } from '../../words/oneLine.js';
import { pickTitle } from '../../words/picks.js';
import { trafficLines } from '../decision/trafficLines.js';
import { headLines, type Canvas } from './jobFrame.js';
import { bestWords } from './jobWords.js';
import { wrapText } from './wrapText.js';
import { noRecommendations } from '../tables/aiJobText.js';
import { aiJobHint, BENCHMARK_FIGURES } from '../../words/aiJobHint.js';
import { failureReason } from '../../words/reasons.js';

/**
 * What stays on the screen of a job: how it ended, everything that failed and why, and what to deploy
 * on in the last line. Nothing is cut but names in the first lines; what is too long is wrapped. Nothing
 * of a job that was never seen.
 */
export function endText(view: JobView, canvas: Canvas): readonly string[] {
  const { job, failed, ended, over, error, kind } = view;
  if (job === undefined) return [];
  const wrap = (text: string): readonly string[] => wrapText(text, canvas.columns, '    ');
  // The best so far is the pick now.
  const isOver = over && error === undefined;
  const head = headLines({ ...view, stale: undefined }, canvas, { withBest: false });
  const hint = kind === 'classic' ? undefined : aiJobHint(job.FailureReason);
  return [
    ...head,
    ...(job.FailureReason === undefined ? [] : wrap(`reason: ${job.FailureReason}`)),
    ...(hint === undefined ? [] : wrap(hint)),
    ...(failed.length === 0 ? [] : ['', 'Failed:']),
    ...failed.toReversed().flatMap(step => wrap(`  ${stepLabel(step)}: ${failureReason(step)}`)),
    ...(kind === 'recommendation'
      ? ended.toReversed().flatMap(step => wrap(`  ${stepLabel(step)}: ${resultText(step)}`))
      : []),
    ...trafficEnd(view, isOver, wrap),
    '',
    ...wrap(pickWords(view, isOver)),
  ];
}

/** What costs least a month, as nothing said at which traffic. */
function trafficEnd(
  { outlook, summary: { best: pick }, ask }: JobView,
  isOver: boolean,
  wrap: (text: string) => readonly string[],
): readonly string[] {
  const title = `the ${pickTitle(isOver).toLowerCase()}`;
  const lines = trafficLines(outlook.months, { pick, title, nameOf: stepLabel, ask });
  return lines.length === 0 ? [] : ['', ...lines.flatMap(wrap)];
}

/** The step to deploy on; of a job that isn't over the best one so far. */
export function pickWords(view: JobView, over: boolean): string {
  const { summary, kind, criterion, job } = view;
  const { best } = summary;
  if (kind === 'benchmark') return `No pick: the figures of a benchmark job are in ${BENCHMARK_FIGURES}.`;
  const word = `${pickTitle(over)}${criterion.words}`;
  if (best !== undefined) return oneLine(`${word}: ${bestWords(best, view)}`);
  if (kind === 'classic') return `${word}: none of the completed steps.`;
  return over && job !== undefined ? `${word}: none. ${noRecommendations(job)}` : `${word}: none.`;
}
