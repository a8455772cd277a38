import type { JobView } from './jobView.js';
import { stepLabel } from '../../core/stepLabel.js';
import { priceText } from '../../words/money.js';
import { oneLine } from '../../words/oneLine.js';
import { headLines, type Canvas } from './jobFrame.js';
import { wrapText } from './wrapText.js';
import { failureReason } from '../../words/reasons.js';

/**
 * What stays on the screen of a job: how it ended, everything that failed and why, and what to deploy
 * on in the last line. Nothing is cut but names in the first lines; what is too long is wrapped. Nothing
 * of a job that was never seen.
 */
export function endText(view: JobView, canvas: Canvas): readonly string[] {
  const { job, failed, summary, over, error } = view;
  if (job === undefined) return [];
  const wrap = (text: string): readonly string[] => wrapText(text, canvas.columns, '    ');
  // The best so far is the pick now.
  const [title = '', bar = '', time = ''] = headLines(view, canvas);
  return [
    title,
    bar,
    time,
    ...(job.FailureReason === undefined ? [] : wrap(`reason: ${job.FailureReason}`)),
    ...(failed.length === 0 ? [] : ['', 'Failed:']),
    ...failed.toReversed().flatMap(step => wrap(`  ${stepLabel(step)}: ${failureReason(step)}`)),
    '',
    ...wrap(pickWords(summary.best, over && error === undefined)),
  ];
}

/** The step to deploy on; of a job that isn't over the best one so far. */
export function pickWords(best: JobView['summary']['best'], over: boolean): string {
  const word = over ? 'Pick' : 'Best so far';
  if (best === undefined) return `${word}: none of the completed steps.`;
  return oneLine(`${word}: ${stepLabel(best)}: ${priceText(best)}`);
}
