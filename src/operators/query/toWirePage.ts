import type { JobsPage, StepsPage } from '../../core/page.js';
import type { Step } from '../../core/step.js';
import { decodeStep } from '../../decode/decodeStep.js';
import { JobSummary } from '../../decode/job.js';
import { Step as StepCodec } from '../../decode/step.js';

/** A page as JSON of the wire has it: a list by its name, and perhaps a token. */
export interface WirePage {
  readonly Steps?: readonly unknown[];
  readonly InferenceRecommendationsJobs?: readonly unknown[];
  readonly NextToken?: string;
}

/** A page of steps or jobs, or a single step, as JSON of the wire. A step that can't be decoded is as it came. */
export function toWirePage(item: StepsPage | JobsPage | Step): WirePage {
  if ('jobs' in item) {
    return { InferenceRecommendationsJobs: item.jobs.map(job => JobSummary.encode(job)), ...tokenOf(item) };
  }
  if ('steps' in item) return { Steps: item.steps.map(toWire), ...tokenOf(item) };
  return { Steps: [toWire(item)] };
}

const tokenOf = ({ resumeToken }: StepsPage | JobsPage): Pick<WirePage, 'NextToken'> =>
  resumeToken === undefined ? {} : { NextToken: resumeToken };

function toWire(step: unknown): unknown {
  const decoded = decodeStep(step);
  return decoded._tag === 'Right' ? StepCodec.encode(decoded.right) : step;
}
