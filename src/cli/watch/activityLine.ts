import { countLine } from '../tables/countLine.js';
import { errorLine } from '../errorLine.js';
import { oneLine } from '../../words/oneLine.js';
import { isTerminal } from '../../core/status.js';
import type { Step } from '../../core/step.js';
import type { Activity } from './activity.js';
import {
  bestWords,
  leftWords,
  outcomeWords,
  progressWords,
  spentWords,
  staleWords,
  stepWords,
  timeWords,
} from './jobWords.js';
import { flipText } from './pickOutlook.js';
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
      return beginningOf(view);
    case 'step':
      return newsWords(activity.news, activity, view);
    case 'best':
      return bestLine(activity, view);
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

/** Another best, and why it is the best in place of the one before. */
function bestLine(
  { step, before }: Extract<Activity, { type: 'best' }>,
  { outlook, criterion, letters }: JobView,
): string {
  const title = `best so far${criterion.words}`;
  if (step === undefined) return `${title}: none`;
  const nameOf = (one: Step): string => stepWords(one, letters);
  const flip =
    before === undefined || before === step ? undefined : flipText(step, before, criterion, nameOf);
  // Where it is the one before that looks the same, that is said once.
  const alike = flip !== undefined && outlook.alike?.step === before ? undefined : outlook.alike;
  const words = bestWords(step, { criterion, outlook: { ...outlook, alike } }, nameOf);
  return `${title}: ${words}${flip === undefined ? '' : `; ${flip}`}`;
}

function newsWords(
  news: string,
  { step }: Extract<Activity, { type: 'step' }>,
  { summary, steps, kind, letters }: JobView,
): string {
  const nameOf = (one: Step): string => stepWords(one, letters);
  if (news === 'gone') return `${news} ${nameOf(step)}`;
  const outcome = `${news} ${outcomeWords(step, nameOf)}`;
  if (kind !== 'classic' || step.Status !== 'COMPLETED') return outcome;
  const { etaMs } = summary;
  const far = [
    progressWords(summary),
    spentWords(summary, steps),
    ...(etaMs === undefined ? [] : [leftWords(etaMs, summary)]),
  ];
  return `${outcome} (${far.join('; ')})`;
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
    kind === 'classic' ? spentWords(summary, view.steps, true) : '',
    hint ?? '',
  ]
    .filter(words => words !== '')
    .join('; ');
}

/** What there is of a job when all of its steps are known: `6 tests, none has started`; of one that runs also time and money. */
function beginningOf(view: JobView): string {
  const { counts, steps } = view.summary;
  if (view.kind !== 'classic') return `${countsOf(view)} so far`;
  if (steps === 0) return 'no tests so far';
  if (counts['PENDING'] === steps) return `${counted(steps, 'test')}, none has started`;
  const known = countsOf(view);
  // The end of the job is a line of its own, with both.
  if (view.job !== undefined && isTerminal(view.job.Status)) return `${known} so far`;
  return [known, timeWords(view), spentWords(view.summary, view.steps)].filter(Boolean).join('; ');
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
