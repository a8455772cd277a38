import type { Step } from '../core/step.js';
import type { FailureGroup } from '../operators/failures/failureGroup.js';
import { jobKindOf, type JobKind } from '../core/jobKind.js';
import { isTerminal } from '../core/status.js';
import type { JobSnapshot } from '../operators/summary/jobSnapshot.js';
import { choose, type Choice } from './choice.js';
import { chooseDeployment } from './deploymentChoice.js';
import { outlookOf, type Outlook } from './outlook.js';
import { jobComparison, type JobComparison } from './jobComparison.js';
import { environmentLetters, type EnvironmentLetters } from '../words/environments.js';
import { failuresOf } from './failureTitle.js';
import type { FeedState } from './feed/feedState.js';
import type { JobChoice } from './jobList.js';
import { dimmedPoints, pointsOf, type ChartPoint, type DimmedPoint } from './points.js';
import { jobProgress, UNKNOWN, type JobProgress } from './jobProgress.js';
import { rowsOf, type Row } from './rows.js';
import { sortRows, type Sorting } from './sorting.js';
import { rivalsOf, type Rivals } from './rivals.js';
import { trafficLines, type TrafficLine } from './traffics.js';
import { sliderScales, withoutBounds, type Criteria, type SliderScales } from './criteria.js';

/** All that the page knows at a moment. */
export interface PageState {
  readonly jobs: JobChoice | undefined;
  /** The job that is shown; undefined before one is chosen. */
  readonly feed: FeedState | undefined;
  /** The job that it is compared with. */
  readonly against: FeedState | undefined;
  readonly criteria: Criteria;
  readonly sorting: Sorting;
}

/** What is made of the steps and the criteria: all that is drawn. */
export interface PageView {
  readonly choice: Choice;
  /** Whether no test can change the choice any more. */
  readonly isFinal: boolean;
  /** Whether the job, or what an ended job has measured, is still on its way: nothing is the best so far then. */
  readonly isLoading: boolean;
  /** Why the pick won; undefined where there is none. */
  readonly rivals: Rivals | undefined;
  /** What wins at a few traffics, where none was given. */
  readonly traffics: readonly TrafficLine[];
  readonly letters: EnvironmentLetters;
  readonly rows: readonly Row[];
  readonly points: readonly ChartPoint[];
  readonly dimmed: readonly DimmedPoint[];
  readonly scales: SliderScales;
  readonly failures: readonly FailureGroup[];
  readonly compared: JobComparison | 'unlike' | undefined;
  /** What is said in place of recommendations. */
  readonly outlook: Outlook | undefined;
}

const stepsOf = (feed: FeedState | undefined): readonly Step[] => [...(feed?.snapshot.steps.values() ?? [])];

const kindOf = (feed: FeedState | undefined): JobKind => jobKindOf(feed?.snapshot.jobName ?? '');

const hasEnded = ({ job }: JobSnapshot): boolean => job !== undefined && isTerminal(job.Status);

/** A job that has ended may still have tests that weren't listed yet, or whose last state wasn't seen. */
const isOver = (job: JobSnapshot): boolean =>
  job.done ||
  (hasEnded(job) && job.synced && [...job.steps.values()].every(({ Status }) => isTerminal(Status)));

/** Whether its tests haven't been listed: none is known, which isn't that there is none. */
const isUnlisted = ({ done, synced, steps }: JobSnapshot): boolean => !done && !synced && steps.size === 0;

const isOnItsWay = (job: JobSnapshot): boolean =>
  isUnlisted(job) || (!job.done && !job.synced && (job.job === undefined || hasEnded(job)));

/** Makes the view of a state. */
export function viewOf({ feed, against, criteria, sorting }: PageState): PageView {
  const steps = stepsOf(feed);
  const isUnlike = against !== undefined && kindOf(against) !== kindOf(feed);
  const others = isUnlike ? [] : stepsOf(against);
  const choiceUnder = (criteria: Criteria): Choice =>
    kindOf(feed) === 'recommendation'
      ? chooseDeployment(steps, criteria, feed?.snapshot.job)
      : choose(steps, criteria);
  const choice = choiceUnder(criteria);
  const isFinal = feed !== undefined && isOver(feed.snapshot);
  const isLoading = feed === undefined || isOnItsWay(feed.snapshot);
  const letters = environmentLetters([...steps, ...others]);
  const byKey = feed?.snapshot.steps ?? new Map<string, Step>();
  const rows = sortRows(rowsOf(byKey, choice, letters, isFinal || isLoading), sorting);
  return {
    choice,
    isFinal,
    isLoading,
    rivals: rivalsOf(choice, choiceUnder(withoutBounds(criteria)).ranked, letters),
    traffics: trafficLines(choice, letters),
    letters,
    rows,
    points: pointsOf(rows, choice),
    dimmed: dimmedPoints(others, choice),
    scales: sliderScales(steps, criteria),
    failures: failuresOf(steps),
    compared: against === undefined ? undefined : isUnlike ? 'unlike' : jobComparison(steps, others, letters),
    outlook: feed && outlookOf(feed.snapshot),
  };
}

/** What a job with so many steps was shown to have cost. */
export interface ShownSpending {
  readonly jobName: string;
  readonly steps: number;
  readonly spentUsd: number;
}

/**
 * The progress of the job at `now`, milliseconds since the epoch by this machine's clock. What was spent isn't less than
 * was shown before, unless steps were removed since.
 */
export function progressAt(
  { snapshot, aheadMs }: FeedState,
  now: number,
  before?: ShownSpending,
): JobProgress {
  const { jobName, job, steps } = snapshot;
  const goesOn = before?.jobName === jobName && before.steps <= steps.size;
  const progress = jobProgress([...steps.values()], job, now + aheadMs, goesOn ? before.spentUsd : 0);
  return isUnlisted(snapshot) ? { ...progress, share: undefined, tests: UNKNOWN } : progress;
}
