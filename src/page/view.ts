import type { Step } from '../core/step.js';
import type { FailureGroup } from '../operators/failures/failureGroup.js';
import { choose, type Choice } from './choice.js';
import { compareJobs, type JobsCompared } from './comparing.js';
import { environmentLetters, type EnvironmentLetters } from '../words/environments.js';
import { failuresOf } from './failures.js';
import type { FeedState } from './feed/feedState.js';
import type { JobChoice } from './jobList.js';
import { faintPoints, pointsOf, type ChartPoint, type FaintPoint } from './points.js';
import { progressOf, type Progress } from './progress.js';
import { rowsOf, type Row } from './rows.js';
import { sliderScales, type SliderScale } from './slider.js';
import { sortRows, type Sorting } from './sorting.js';
import type { Wish, Wishes } from './wishes.js';

/** All that the page knows at a moment. */
export interface PageState {
  readonly jobs: JobChoice | undefined;
  /** The job that is shown; undefined before one is chosen. */
  readonly feed: FeedState | undefined;
  /** The job that it is compared with. */
  readonly against: FeedState | undefined;
  readonly wishes: Wishes;
  readonly sorting: Sorting;
}

/** What is made of the steps and the wishes: all that is drawn. */
export interface PageView {
  readonly choice: Choice;
  readonly letters: EnvironmentLetters;
  readonly rows: readonly Row[];
  readonly points: readonly ChartPoint[];
  readonly faint: readonly FaintPoint[];
  readonly scales: Readonly<Record<Wish, SliderScale>>;
  readonly failures: readonly FailureGroup[];
  readonly compared: JobsCompared | undefined;
}

const stepsOf = (feed: FeedState | undefined): readonly Step[] => [...(feed?.snapshot.steps.values() ?? [])];

/** Makes the view of a state. */
export function viewOf({ feed, against, wishes, sorting }: PageState): PageView {
  const steps = stepsOf(feed);
  const others = stepsOf(against);
  const choice = choose(steps, wishes);
  const letters = environmentLetters([...steps, ...others]);
  const byKey = feed?.snapshot.steps ?? new Map<string, Step>();
  const rows = sortRows(rowsOf(byKey, choice, letters), sorting);
  return {
    choice,
    letters,
    rows,
    points: pointsOf(rows, choice),
    faint: faintPoints(others, choice),
    scales: sliderScales(steps),
    failures: failuresOf(steps),
    compared: against === undefined ? undefined : compareJobs(steps, others, letters),
  };
}

/** How far the job has come by now, milliseconds since the epoch by this machine's clock. */
export function progressAt({ snapshot, aheadMs }: FeedState, now: number): Progress {
  return progressOf([...snapshot.steps.values()], snapshot.job, now + aheadMs);
}
