import type { JobSummary } from '../core/job.js';
import type { Step } from '../core/step.js';
import { JobSummary as JobCodec } from '../decode/job.js';
import { Step as StepCodec } from '../decode/step.js';
import type { ItemFormats } from './output/itemFormats.js';
import { JOB_COLUMNS } from './tables/jobColumns.js';
import { jobsTable } from './tables/jobsTable.js';
import { STEP_COLUMNS } from './tables/stepColumns.js';
import { stepsTable } from './tables/stepsTable.js';

/** How steps are written. */
export const STEP_FORMATS: ItemFormats<Step> = {
  member: 'Steps',
  toWire: StepCodec.encode,
  csv: STEP_COLUMNS,
  table: stepsTable,
};

/** How jobs are written. */
export const JOB_FORMATS: ItemFormats<JobSummary> = {
  member: 'InferenceRecommendationsJobs',
  toWire: JobCodec.encode,
  csv: JOB_COLUMNS,
  table: jobsTable,
};
