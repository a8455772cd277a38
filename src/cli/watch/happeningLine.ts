import { countLine } from '../tables/countLine.js';
import { errorLine } from '../errorLine.js';
import { oneLine } from '../../words/oneLine.js';
import { stepLabel } from '../../core/stepLabel.js';
import { priceText } from '../../words/money.js';
import type { Happening } from './happening.js';
import { leftWords, outcomeWords, progressWords, spentWords, staleWords, timeWords } from './jobWords.js';
import type { JobView } from './jobView.js';
import { withoutFullStop } from '../../words/reasons.js';

/** One line of plain text for what happened; `view` is the job right after it. */
export function happeningLine(happening: Happening, view: JobView): string {
  return oneLine(`${view.jobName}: ${wordsOf(happening, view)}`);
}

function wordsOf(happening: Happening, view: JobView): string {
  switch (happening.type) {
    case 'status':
      return happening.job.Status;
    case 'synced':
      return `${countsOf(view)} so far`;
    case 'step':
      return stepWords(happening.news, happening, view);
    case 'best': {
      const { step } = happening;
      return step === undefined ? 'best so far: none' : `best so far: ${stepLabel(step)}: ${priceText(step)}`;
    }
    case 'stale':
      return staleWords(happening.stale.ageMs, happening.stale.cause);
    case 'fresh':
      return 'polls work again';
    case 'done':
      return doneWords(view);
    case 'lost':
      return errorLine(happening.error);
  }
}

function stepWords(
  news: string,
  { step }: Extract<Happening, { type: 'step' }>,
  { summary }: JobView,
): string {
  if (step.Status !== 'COMPLETED' || news === 'gone')
    return `${news} ${news === 'gone' ? stepLabel(step) : outcomeWords(step)}`;
  const { etaMs } = summary;
  const far = [
    progressWords(summary),
    spentWords(summary),
    ...(etaMs === undefined ? [] : [leftWords(etaMs)]),
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
