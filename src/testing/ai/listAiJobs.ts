import type { ServiceBehaviours } from '../behaviours/behaviours.js';
import { IN_ORDER, type JobPaging, type ListJobsRequest } from '../listSimulatedJobs.js';
import { listPage, type ListPage } from '../listSimulatedSteps.js';
import { omit, wireTime } from '../wire.js';
import type { AiJob } from './aiRegister.js';
import { shownStatus } from './aiShown.js';

/** A validated request of ListAIRecommendationJobs or ListAIBenchmarkJobs. */
export type ListAiJobsRequest = Pick<
  ListJobsRequest,
  | 'CreationTimeAfter'
  | 'CreationTimeBefore'
  | 'NameContains'
  | 'StatusEquals'
  | 'SortBy'
  | 'SortOrder'
  | 'NextToken'
  | 'MaxResults'
>;

/** One page of AI jobs of one kind. Default order: by creation time, newest first. */
export function listAiJobs<J extends AiJob>(
  kind: string,
  jobs: readonly J[],
  request: ListAiJobsRequest,
  now: number,
  paging: JobPaging & ServiceBehaviours,
): ListPage<J> {
  const { jobOrder, behaving, aiListedAfterMs = 0 } = paging;
  const { SortBy = jobOrder === 'byName' ? 'Name' : 'CreationTime' } = request;
  const { SortOrder = jobOrder === undefined ? 'Descending' : 'Ascending' } = request;
  const sign = SortOrder === 'Ascending' ? 1 : -1;
  const status = ({ life }: J): string => shownStatus(life, now, paging);
  const by = (a: J, b: J): number => {
    if (SortBy === 'CreationTime') return a.life.plan.createdAt - b.life.plan.createdAt;
    return SortBy === 'Status' ? byText(status(a), status(b)) : 0;
  };
  const listed = jobs.filter(({ life }) => now >= life.plan.createdAt + aiListedAfterMs);
  const sorted = listed.sort((a, b) => sign * (by(a, b) || byText(a.name, b.name)));
  const filters: ListAiJobsRequest = omit(request, 'MaxResults', 'NextToken');
  const {
    NameContains = '',
    StatusEquals,
    CreationTimeAfter = -Infinity,
    CreationTimeBefore = Infinity,
  } = filters;
  const matches = (job: J): boolean => {
    const createdAt = wireTime(job.life.plan.createdAt);
    return (
      job.name.includes(NameContains) &&
      (StatusEquals === undefined || status(job) === StatusEquals) &&
      createdAt > CreationTimeAfter &&
      createdAt < CreationTimeBefore
    );
  };
  const binding = JSON.stringify([kind, ...Object.entries(filters).sort(([a], [b]) => byText(a, b))]);
  return listPage(sorted, matches, binding, request, {
    ...paging,
    behaving: request.SortBy === undefined ? behaving : IN_ORDER,
  });
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
