import { modelPackageOf } from './describeSimulatedJob.js';
import type { SimulatedJob } from './simulatedJob.js';
import type { Behaving } from './behaviours/behaving.js';
import type { ServiceBehaviours } from './behaviours/behaviours.js';
import { listPage, type ListPage, type Paging } from './listSimulatedSteps.js';
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

/** How jobs are listed: their default order, their shown times, and the pages. */
export interface JobPaging extends Paging, Pick<ServiceBehaviours, 'jobOrder'> {
  readonly behaving: Behaving;
}

/** One page of the account's jobs. Default order: by creation time, newest first. */
export function listSimulatedJobs(
  world: World,
  request: ListJobsRequest,
  now: number,
  paging: JobPaging,
): ListPage<SimulatedJob> {
  const filters: ListJobsRequest = omit(request, 'MaxResults', 'NextToken');
  const { behaving, jobOrder } = paging;
  const jobs = world.jobs(now);
  const { SortBy = jobOrder === 'byName' ? 'Name' : 'CreationTime' } = request;
  const { SortOrder = jobOrder === undefined ? 'Descending' : 'Ascending' } = request;
  const sign = SortOrder === 'Ascending' ? 1 : -1;
  jobs.sort((a, b) => sign * (compare(a, b, SortBy, now) || byText(a.name, b.name)));
  const binding = JSON.stringify(['jobs', ...Object.entries(filters).sort(([a], [b]) => byText(a, b))]);
  const modifiedAt = (job: SimulatedJob): number => behaving.modifiedAt(job, now);
  const ordered = request.SortBy === undefined ? behaving : IN_ORDER;
  const isListed = (job: SimulatedJob): boolean => matches(job, filters, now, modifiedAt(job));
  return listPage(jobs, isListed, binding, request, { ...paging, behaving: ordered });
}

/** An order that a request has asked for is kept. */
export const IN_ORDER: Paging['behaving'] = { arranged: items => items };

function matches(job: SimulatedJob, filters: ListJobsRequest, now: number, modifiedAt: number): boolean {
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
    between(wireTime(modifiedAt), LastModifiedTimeAfter, LastModifiedTimeBefore)
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
