import type { Step } from '../core/step.js';
import type { FailureGroup } from '../operators/failures/failureGroup.js';
import { jobKindOf, type JobKind } from '../core/jobKind.js';
import { choose, type Choice } from './choice.js';
import { chooseDeployment } from './deploymentChoice.js';
import { outlookOf, type Outlook } from './outlook.js';
import { jobComparison, type JobComparison } from './jobComparison.js';
import { environmentLetters, type EnvironmentLetters } from '../words/environments.js';
import { failuresOf } from './failureTitle.js';
import type { FeedState } from './feed/feedState.js';
import type { JobChoice } from './jobList.js';
import { dimmedPoints, pointsOf, type ChartPoint, type DimmedPoint } from './points.js';
import { jobProgress, type JobProgress } from './jobProgress.js';
import { rowsOf, type Row } from './rows.js';
import { sortRows, type Sorting } from './sorting.js';
import { sliderScales, type Criteria, type SliderScales } from './criteria.js';

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

/** Makes the view of a state. */
export function viewOf({ feed, against, criteria, sorting }: PageState): PageView {
  const steps = stepsOf(feed);
  const isUnlike = against !== undefined && kindOf(against) !== kindOf(feed);
  const others = isUnlike ? [] : stepsOf(against);
  const choice =
    kindOf(feed) === 'recommendation'
      ? chooseDeployment(steps, criteria, feed?.snapshot.job)
      : choose(steps, criteria);
  const letters = environmentLetters([...steps, ...others]);
  const byKey = feed?.snapshot.steps ?? new Map<string, Step>();
  const rows = sortRows(rowsOf(byKey, choice, letters), sorting);
  return {
    choice,
    letters,
    rows,
    points: pointsOf(rows, choice),
    dimmed: dimmedPoints(others, choice),
    scales: sliderScales(steps, criteria.stat),
    failures: failuresOf(steps),
    compared: against === undefined ? undefined : isUnlike ? 'unlike' : jobComparison(steps, others, letters),
    outlook: feed && outlookOf(feed.snapshot),
  };
}

/** The progress of the job at `now`, milliseconds since the epoch by this machine's clock. */
export function progressAt({ snapshot, aheadMs }: FeedState, now: number): JobProgress {
  return jobProgress([...snapshot.steps.values()], snapshot.job, now + aheadMs);
}
