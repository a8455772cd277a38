import type { AnyJobsPage, StepsPage } from '../../core/page.js';
import type { Step } from '../../core/step.js';
import { AIBenchmarkJobSummary, AIRecommendationJobSummary } from '../../decode/aiJob.js';
import { decodeStep } from '../../decode/decodeStep.js';
import { JobSummary } from '../../decode/job.js';
import { Step as StepCodec } from '../../decode/step.js';

/** A page in the JSON form of the wire: a list by its name, and perhaps a token. */
export interface WirePage {
  readonly Steps?: readonly unknown[];
  readonly InferenceRecommendationsJobs?: readonly unknown[];
  readonly AIRecommendationJobs?: readonly unknown[];
  readonly AIBenchmarkJobs?: readonly unknown[];
  readonly NextToken?: string;
}

/**
 * Converts a page of steps or jobs, or a single step, to the JSON form of the wire. A step that can't be
 * decoded keeps its fields as they arrived.
 */
export function toWirePage(item: StepsPage | AnyJobsPage | Step): WirePage {
  if ('jobs' in item) return { ...jobsOf(item), ...tokenOf(item) };
  if ('steps' in item) return { Steps: item.steps.map(toWire), ...tokenOf(item) };
  return { Steps: [toWire(item)] };
}

function jobsOf(page: AnyJobsPage): WirePage {
  // The kind of the page says which summaries it has; a union of lists has no common map.
  const jobs = page.jobs as readonly never[];
  switch (page.kind) {
    case 'recommendation':
      return { AIRecommendationJobs: jobs.map(AIRecommendationJobSummary.encode) };
    case 'benchmark':
      return { AIBenchmarkJobs: jobs.map(AIBenchmarkJobSummary.encode) };
    case undefined:
      return { InferenceRecommendationsJobs: jobs.map(JobSummary.encode) };
  }
}

const tokenOf = ({ resumeToken }: StepsPage | AnyJobsPage): Pick<WirePage, 'NextToken'> =>
  resumeToken === undefined ? {} : { NextToken: resumeToken };

function toWire(step: unknown): unknown {
  const decoded = decodeStep(step);
  return decoded._tag === 'Right' ? StepCodec.encode(decoded.right) : toJson(step);
}

/** Converts a value to the JSON form of the wire: a Date to epoch seconds, a number that isn't finite to a string. */
function toJson(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, toJson(member)]));
}
