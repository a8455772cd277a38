import { countLine } from '../tables/countLine.js';
import { errorLine } from '../errorLine.js';
import { oneLine } from '../../words/oneLine.js';
import { stepLabel } from '../../core/stepLabel.js';
import { priceText } from '../../words/money.js';
import type { Activity } from './activity.js';
import { leftWords, outcomeWords, progressWords, spentWords, staleWords, timeWords } from './jobWords.js';
import type { JobView } from './jobView.js';
import { withoutFullStop } from '../../words/reasons.js';

/** One line of plain text for an activity; `view` is the job right after it. */
export function activityLine(activity: Activity, view: JobView): string {
  return oneLine(`${view.jobName}: ${wordsOf(activity, view)}`);
}

function wordsOf(activity: Activity, view: JobView): string {
  switch (activity.type) {
    case 'status':
      return activity.job.Status;
    case 'synced':
      return `${countsOf(view)} so far`;
    case 'step':
      return stepWords(activity.news, activity, view);
    case 'best': {
      const { step } = activity;
      return step === undefined ? 'best so far: none' : `best so far: ${stepLabel(step)}: ${priceText(step)}`;
    }
    case 'stale':
      return staleWords(activity.stale.ageMs, activity.stale.cause);
    case 'fresh':
      return 'polls work again';
    case 'done':
      return doneWords(view);
    case 'lost':
      return errorLine(activity.error);
  }
}

function stepWords(
  news: string,
  { step }: Extract<Activity, { type: 'step' }>,
  { summary }: JobView,
): string {
  if (step.Status !== 'COMPLETED' || news === 'gone')
    return `${news} ${news === 'gone' ? stepLabel(step) : outcomeWords(step)}`;
  const { etaMs } = summary;
  const far = [
    progressWords(summary),
    spentWords(summary),
    ...(etaMs === undefined ? [] : [leftWords(etaMs, summary)]),
  ];
  return `${news} ${outcomeWords(step)} (${far.join('; ')})`;
}

function doneWords(view: JobView): string {
  const { job, summary } = view;
  const reason = job?.FailureReason;
  return [
    `${job?.Status ?? ''}${reason === undefined ? '' : `: ${withoutFullStop(reason)}`}`,
    timeWords(view),
    countsOf(view),
    spentWords(summary),
  ]
    .filter(words => words !== '')
    .join('; ');
}

function countsOf({ summary: { counts } }: JobView): string {
  const statuses = Object.entries(counts).flatMap(([status, count]) =>
    Array.from({ length: count }, () => status),
  );
  return statuses.length === 0 ? 'no steps' : countLine('step', statuses);
}
