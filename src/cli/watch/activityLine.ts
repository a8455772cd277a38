import { countLine } from '../tables/countLine.js';
import { errorLine } from '../errorLine.js';
import { oneLine } from '../../words/oneLine.js';
import { stepLabel } from '../../core/stepLabel.js';
import { resultText } from '../../words/resultText.js';
import type { Activity } from './activity.js';
import { leftWords, outcomeWords, progressWords, spentWords, staleWords, timeWords } from './jobWords.js';
import type { JobView } from './jobView.js';
import { counted } from '../../core/counted.js';
import { aiJobHint } from '../../words/aiJobHint.js';
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
      return step === undefined
        ? 'best so far: none'
        : `best so far: ${stepLabel(step)}: ${resultText(step)}`;
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
  { summary, kind }: JobView,
): string {
  if (kind !== 'classic') return `${news} ${outcomeWords(step)}`;
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
  const { job, summary, kind } = view;
  const reason = job?.FailureReason;
  const hint = kind === 'classic' ? undefined : aiJobHint(reason);
  return [
    `${job?.Status ?? ''}${reason === undefined ? '' : `: ${withoutFullStop(reason)}`}`,
    timeWords(view),
    countsOf(view),
    // Nothing tells what an AI job has cost.
    kind === 'classic' ? spentWords(summary) : '',
    hint ?? '',
  ]
    .filter(words => words !== '')
    .join('; ');
}

function countsOf({ kind, summary: { counts } }: JobView): string {
  const noun = kind === 'classic' ? 'step' : 'recommendation';
  const statuses = Object.entries(counts).flatMap(([status, count]) =>
    Array.from({ length: count }, () => status),
  );
  if (kind !== 'classic')
    return kind === 'benchmark'
      ? ''
      : statuses.length === 0
        ? 'no recommendations'
        : counted(statuses.length, noun);
  return statuses.length === 0 ? 'no steps' : countLine(noun, statuses);
}
