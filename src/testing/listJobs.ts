import { modelPackageOf } from './describeJob.js';
import type { JobState } from './jobState.js';
import { pageOf, type Page } from './listSteps.js';
import type { Tokens } from './token.js';
import { omit, wireTime, type WireTime } from './wire.js';
import type { World } from './world.js';

/** The request of ListInferenceRecommendationsJobs, once it is known to be sound. */
export interface ListJobsRequest {
  readonly CreationTimeAfter?: WireTime;
  readonly CreationTimeBefore?: WireTime;
  readonly LastModifiedTimeAfter?: WireTime;
  readonly LastModifiedTimeBefore?: WireTime;
  readonly NameContains?: string;
  readonly StatusEquals?: string;
  readonly SortBy?: 'Name' | 'CreationTime' | 'Status';
  readonly SortOrder?: 'Ascending' | 'Descending';
  readonly NextToken?: string;
  readonly MaxResults?: number;
  readonly ModelNameEquals?: string;
  readonly ModelPackageVersionArnEquals?: string;
}

/** One page of the jobs of the account: by creation time, newest first, unless the request says otherwise. */
export function listJobs(
  world: World,
  request: ListJobsRequest,
  now: number,
  tokens: Tokens,
): Page<JobState> {
  const filters: ListJobsRequest = omit(request, 'MaxResults', 'NextToken');
  const jobs = world.jobs(now).filter(job => fits(job, filters, now));
  const { SortBy = 'CreationTime', SortOrder = 'Descending' } = request;
  const sign = SortOrder === 'Ascending' ? 1 : -1;
  jobs.sort((a, b) => sign * (compare(a, b, SortBy, now) || byText(a.name, b.name)));
  const binding = JSON.stringify(['jobs', ...Object.entries(filters).sort(([a], [b]) => byText(a, b))]);
  return pageOf(jobs, binding, request, tokens);
}

function fits(job: JobState, filters: ListJobsRequest, now: number): boolean {
  const between = (time: WireTime, after = -Infinity, before = Infinity): boolean =>
    time > after && time < before;
  const { CreationTimeAfter, CreationTimeBefore, LastModifiedTimeAfter, LastModifiedTimeBefore } = filters;
  const { NameContains = '', StatusEquals, ModelNameEquals, ModelPackageVersionArnEquals } = filters;
  return (
    job.name.includes(NameContains) &&
    (StatusEquals === undefined || job.status(now) === StatusEquals) &&
    (ModelNameEquals === undefined || job.plan.script.modelName === ModelNameEquals) &&
    (ModelPackageVersionArnEquals === undefined || modelPackageOf(job) === ModelPackageVersionArnEquals) &&
    between(wireTime(job.plan.createdAt), CreationTimeAfter, CreationTimeBefore) &&
    between(wireTime(job.modifiedAt(now)), LastModifiedTimeAfter, LastModifiedTimeBefore)
  );
}

function compare(a: JobState, b: JobState, by: 'Name' | 'CreationTime' | 'Status', now: number): number {
  if (by === 'CreationTime') return a.plan.createdAt - b.plan.createdAt;
  return by === 'Status' ? byText(a.status(now), b.status(now)) : 0;
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
