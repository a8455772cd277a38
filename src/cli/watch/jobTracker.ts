import type { StepEvent, WatchedJob, WatchEvent } from '../../core/event.js';
import { jobKindOf } from '../../core/jobKind.js';
import type { JobInput } from '../../core/jobInput.js';
import { isTerminal } from '../../core/status.js';
import { aged, staleSinceAfter, statusAfter, UNKNOWN_STATUS } from '../../core/watchStatus.js';
import type { Step } from '../../core/step.js';
import { jobTotals } from '../../operators/summary/jobTotals.js';
import { readOrder } from '../../operators/ranking/readOrder.js';
import { runningBest, type RunningBest } from '../../operators/ranking/runningBest.js';
import { summaryOf } from '../../operators/summary/summary.js';
import { environmentLetters, type EnvironmentLetters } from '../../words/environments.js';
import type { Activity } from './activity.js';
import { EXAMPLE_TRAFFIC } from '../decision/trafficLines.js';
import type { JobView } from './jobView.js';
import { pickOutlook, type PickOutlook } from './pickOutlook.js';
import { watchCriterion, type WatchCriterion } from './watchCriterion.js';

/** The state of one job, as shown. */
export interface JobTracker {
  readonly jobName: string;
  /** Takes an event of this job; `sequence` numbers the updates of all jobs. Returns the activities in it. */
  readonly take: (event: WatchEvent, sequence: number) => readonly Activity[];
  /** The watch of this job has failed. */
  readonly fail: (error: unknown, sequence: number) => readonly Activity[];
  /** What the job is to test, where its events don't say so. */
  readonly learn: (input: JobInput) => void;
  /** What is to be shown at a moment, milliseconds since the epoch. */
  readonly viewAt: (now: number) => JobView;
}

/** What a job is kept by. */
export interface TrackerOptions {
  /** Milliseconds that never go back, for how old things are. */
  readonly monotonic: () => number;
  /** Whether a completed step may be the best. Default: each. */
  readonly fits?: ((step: Step) => boolean) | undefined;
  /** What the best of a classic job is best by. Default: the cost of an inference. */
  readonly criterion?: WatchCriterion | undefined;
  /** The command that asks for the cheapest month at a traffic. Default: `stepstream best`, of this job. */
  readonly ask?: string | undefined;
}

/** Starts to keep a job of which nothing is known. */
export function jobTracker(
  jobName: string,
  { monotonic, fits = () => true, criterion: classic, ask }: TrackerOptions,
): JobTracker {
  const totals = jobTotals();
  const steps = new Map<string, Step>();
  /** Keys of steps that have ended, in the order of their ends. */
  const ended = new Set<string>();
  let letters: EnvironmentLetters = new Map();
  let [failed, lastSequence] = [false, 0];
  let status = UNKNOWN_STATUS;
  let staleSince: number | undefined;
  let best: Step | undefined;
  let announced: Step | undefined;
  /** Made anew where a step has changed. */
  let outlook: PickOutlook | undefined;
  let error: unknown;
  let input: JobInput | undefined;
  /** Made with the first step: before it the job says what its best is best by. */
  let ranking: RunningBest | undefined;
  const criterionNow = (): WatchCriterion => watchCriterion(jobName, totals.job, classic);
  const mayBeBest = (step: Step): boolean => step.Status === 'COMPLETED' && fits(step);
  const makeRanking = (): RunningBest =>
    runningBest(readOrder(criterionNow().order), mayBeBest, next => (best = next));

  const withInput = (job: WatchedJob): WatchedJob =>
    input === undefined || job.InputConfig !== undefined ? job : { ...job, InputConfig: input };

  function bestNews(): readonly Activity[] {
    if (!status.synced || best === announced) return [];
    const before = announced && currentOf(announced);
    announced = best;
    return [{ type: 'best', step: best, before }];
  }

  /** A step as it is now; undefined where it is gone. */
  function currentOf(step: Step): Step | undefined {
    const name = step.InferenceBenchmark?.EndpointConfiguration?.EndpointName;
    return [...steps.values()].find(
      one =>
        one === step ||
        (name !== undefined && one.InferenceBenchmark?.EndpointConfiguration?.EndpointName === name),
    );
  }

  function takeStep(event: StepEvent): readonly Activity[] {
    const { change, key, step } = event;
    totals.change(event);
    outlook = undefined;
    ranking ??= makeRanking();
    ranking.change(event);
    letters = environmentLetters([step], letters);
    if (change === 'removed') steps.delete(key);
    else steps.set(key, step);
    if (change === 'removed' || !isTerminal(step.Status)) ended.delete(key);
    else if (!ended.has(key)) ended.add(key);
    const news = newsOf(event);
    if (!status.synced) return [];
    return [...(news === undefined ? [] : [{ type: 'step', news, step } as const]), ...bestNews()];
  }

  function takeOther(event: Exclude<WatchEvent, StepEvent>): readonly Activity[] {
    const before = status.job?.Status;
    status = statusAfter(status, event);
    staleSince = staleSinceAfter(staleSince, event, monotonic());
    if ('job' in event) totals.job = withInput(event.job);
    switch (event.type) {
      case 'job':
        // What ends the job is announced once all of its steps are known.
        return event.job.Status === before || isTerminal(event.job.Status)
          ? []
          : [{ type: 'status', job: event.job }];
      case 'synced': {
        if (jobKindOf(jobName) !== 'classic') {
          return [...steps.values()].map((step): Activity => ({ type: 'step', news: 'recommends', step }));
        }
        const failedSteps = [...steps.values()].filter(({ Status }) => Status === 'FAILED');
        return [
          { type: 'synced' },
          ...failedSteps.map((step): Activity => ({ type: 'step', news: step.Status, step })),
          ...bestNews(),
        ];
      }
      case 'stale':
        return [{ type: 'stale', stale: event }];
      case 'fresh':
        return [{ type: 'fresh' }];
      case 'done':
        return [{ type: 'done', job: event.job }];
    }
  }

  return {
    jobName,
    take: (event, sequence) => {
      lastSequence = sequence;
      return event.type === 'step' ? takeStep(event) : takeOther(event);
    },
    fail: (thrown, sequence) => {
      [error, failed, lastSequence] = [thrown, true, sequence];
      return [{ type: 'lost', error }];
    },
    learn: given => {
      input = given;
      if (totals.job !== undefined) totals.job = withInput(totals.job);
    },
    viewAt: now => {
      const all = [...steps.values()];
      const last = [...ended].reverse().flatMap(key => steps.get(key) ?? []);
      const running = all.filter(({ Status }) => Status === 'IN_PROGRESS').sort(byBegin);
      return {
        jobName,
        kind: jobKindOf(jobName),
        criterion: criterionNow(),
        job: running.length > 0 || ended.size > 0 ? begun(totals.job) : totals.job,
        summary: summaryOf([totals], best, now),
        outlook: (outlook ??= pickOutlook(all.filter(mayBeBest), best, criterionNow())),
        ask: ask ?? askBest(jobName, totals.job?.Status),
        synced: status.synced,
        steps: all,
        running,
        ended: last,
        failed: last.filter(({ Status }) => Status === 'FAILED'),
        stale: status.done ? undefined : aged(status, staleSince, monotonic()).stale,
        over: status.done || failed,
        error,
        letters,
        sequence: lastSequence,
      };
    },
  };
}

const askBest = (jobName: string, status: string | undefined): string =>
  `stepstream best ${jobName}${status === 'COMPLETED' ? '' : ' --partial'} ${EXAMPLE_TRAFFIC}`;

/** A job whose steps run isn't PENDING any more: while they do, the job itself is seldom asked for. */
const begun = (job: WatchedJob | undefined): WatchedJob | undefined =>
  job?.Status === 'PENDING' ? { ...job, Status: 'IN_PROGRESS' } : job;

const byBegin = (a: Step, b: Step): number => beginOf(a) - beginOf(b);
const beginOf = ({ InferenceBenchmark: benchmark }: Step): number =>
  benchmark?.InvocationStartTime?.getTime() ?? Number.MAX_SAFE_INTEGER;

/** What is news in an event of a step: a test that waits for its sequence is none. */
function newsOf({ change, step, previous, changed }: StepEvent): string | undefined {
  if (change === 'removed') return 'gone';
  const { Status } = step;
  if (Status !== previous?.Status) {
    if (Status === 'PENDING') return undefined;
    return Status === 'IN_PROGRESS' ? 'started' : Status;
  }
  return changed.some(path => path.startsWith('InferenceBenchmark.Metrics')) ? 'measured' : undefined;
}
