import { modelPackageOf } from './describeSimulatedJob.js';
import type { SimulatedJob } from './simulatedJob.js';
import { listPage, type ListPage } from './listSimulatedSteps.js';
import type { PageTokens } from './pageTokens.js';
import { omit, wireTime, type WireTime } from './wire.js';
import type { World } from './world.js';

/** A validated request of ListInferenceRecommendationsJobs. */
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

/** One page of the account's jobs. Default order: by creation time, newest first. */
export function listSimulatedJobs(
  world: World,
  request: ListJobsRequest,
  now: number,
  tokens: PageTokens,
): ListPage<SimulatedJob> {
  const filters: ListJobsRequest = omit(request, 'MaxResults', 'NextToken');
  const jobs = world.jobs(now).filter(job => matches(job, filters, now));
  const { SortBy = 'CreationTime', SortOrder = 'Descending' } = request;
  const sign = SortOrder === 'Ascending' ? 1 : -1;
  jobs.sort((a, b) => sign * (compare(a, b, SortBy, now) || byText(a.name, b.name)));
  const binding = JSON.stringify(['jobs', ...Object.entries(filters).sort(([a], [b]) => byText(a, b))]);
  return listPage(jobs, binding, request, tokens);
}

function matches(job: SimulatedJob, filters: ListJobsRequest, now: number): boolean {
  const between = (time: WireTime, after = -Infinity, before = Infinity): boolean =>
    time > after && time < before;
  const { CreationTimeAfter, CreationTimeBefore, LastModifiedTimeAfter, LastModifiedTimeBefore } = filters;
  const { NameContains = '', StatusEquals, ModelNameEquals, ModelPackageVersionArnEquals } = filters;
  return (
    job.name.includes(NameContains) &&
    (StatusEquals === undefined || job.status(now) === StatusEquals) &&
    (ModelNameEquals === undefined || job.timeline.script.modelName === ModelNameEquals) &&
    (ModelPackageVersionArnEquals === undefined || modelPackageOf(job) === ModelPackageVersionArnEquals) &&
    between(wireTime(job.timeline.createdAt), CreationTimeAfter, CreationTimeBefore) &&
    between(wireTime(job.modifiedAt(now)), LastModifiedTimeAfter, LastModifiedTimeBefore)
  );
}

function compare(
  a: SimulatedJob,
  b: SimulatedJob,
  by: 'Name' | 'CreationTime' | 'Status',
  now: number,
): number {
  if (by === 'CreationTime') return a.timeline.createdAt - b.timeline.createdAt;
  return by === 'Status' ? byText(a.status(now), b.status(now)) : 0;
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
