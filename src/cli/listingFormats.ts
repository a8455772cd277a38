import type { WatchedJob } from '../core/event.js';
import type { JobKind } from '../core/jobKind.js';
import type { Step } from '../core/step.js';
import { Step as StepCodec } from '../decode/step.js';
import type { ListedJob } from './listedJob.js';
import type { CsvColumns } from './output/csvSink.js';
import type { ItemFormats } from './output/itemFormats.js';
import {
  ANY_JOB_COLUMNS,
  BENCHMARK_JOB_COLUMNS,
  JOB_COLUMNS,
  RECOMMENDATION_JOB_COLUMNS,
} from './tables/jobColumns.js';
import { jobsTable } from './tables/jobsTable.js';
import { RECOMMENDATION_COLUMNS } from './tables/recommendationColumns.js';
import { STEP_COLUMNS } from './tables/stepColumns.js';
import { stepsTable } from './tables/stepsTable.js';

/** How the steps of a classic job are written. */
export const STEP_FORMATS: ItemFormats<Step> = {
  members: ['Steps'],
  toWire: StepCodec.encode,
  csv: STEP_COLUMNS,
  table: stepsTable,
};

/** How the recommendations of an AI recommendation job are written. */
export const RECOMMENDATION_FORMATS: ItemFormats<Step> = { ...STEP_FORMATS, csv: RECOMMENDATION_COLUMNS };

/** AWS's names of the lists of jobs. */
const MEMBERS: Readonly<Record<JobKind, string>> = {
  classic: 'InferenceRecommendationsJobs',
  recommendation: 'AIRecommendationJobs',
  benchmark: 'AIBenchmarkJobs',
};

const COLUMNS: Readonly<Record<JobKind, CsvColumns<WatchedJob>>> = {
  classic: JOB_COLUMNS,
  recommendation: RECOMMENDATION_JOB_COLUMNS,
  benchmark: BENCHMARK_JOB_COLUMNS,
};

/** How jobs of these kinds are written, with the time of day for those that run. */
export function jobFormats(
  [first = 'classic', ...others]: readonly JobKind[],
  now: () => number,
): ItemFormats<ListedJob> {
  return {
    members: [MEMBERS[first], ...others.map(kind => MEMBERS[kind])],
    memberOf: ({ kind }) => MEMBERS[kind],
    toWire: ({ wire }) => wire(),
    csv: others.length > 0 ? ANY_JOB_COLUMNS : ofJob(COLUMNS[first]),
    table: (jobs, terminal) =>
      jobsTable(
        jobs.map(({ job }) => job),
        terminal,
        now(),
      ),
  };
}

const ofJob = (columns: CsvColumns<WatchedJob>): CsvColumns<ListedJob> =>
  Object.fromEntries(
    Object.entries(columns).map(([name, read]) => [name, ({ job }: ListedJob) => read(job)]),
  );
