import type { StepView } from './simulatedJob.js';
import type { PageTokens } from './pageTokens.js';
import type { World } from './world.js';
import { notFound } from './serviceFault.js';

/** A validated request of ListInferenceRecommendationsJobSteps. */
export interface ListStepsRequest {
  readonly JobName: string;
  readonly Status?: string;
  readonly StepType?: string;
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/** One page of a listing: its items, and its place in the whole listing. */
export interface ListPage<T> {
  readonly items: readonly T[];
  /** Identifies the listing to which the tokens of this page are bound. */
  readonly binding: string;
  /** Index of the first item. */
  readonly offset: number;
  /** Index of the first item of the next page. Absent on the last page. */
  readonly nextOffset?: number;
}

/** Number of items on a page where the request has no MaxResults. */
const DEFAULT_PAGE_SIZE = 100;

/** The page of `items` that the request's token points to. */
export function listPage<T>(
  items: readonly T[],
  binding: string,
  request: { readonly MaxResults?: number; readonly NextToken?: string },
  tokens: PageTokens,
): ListPage<T> {
  const offset = request.NextToken === undefined ? 0 : tokens.read(binding, request.NextToken);
  const nextOffset = offset + (request.MaxResults ?? DEFAULT_PAGE_SIZE);
  const page = { items: items.slice(offset, nextOffset), binding, offset };
  return nextOffset < items.length ? { ...page, nextOffset } : page;
}

/** One page of the steps of a job, in the order of their creation. */
export function listSimulatedSteps(
  world: World,
  request: ListStepsRequest,
  now: number,
  tokens: PageTokens,
): ListPage<StepView> {
  const { JobName, Status, StepType } = request;
  const job = world.job(JobName, now);
  if (job === undefined) throw notFound(JobName);
  const matches = ({ wire }: StepView): boolean =>
    (Status === undefined || wire.Status === Status) &&
    (StepType === undefined || wire.StepType === StepType);
  const all = job.steps(now);
  const steps = Status === undefined && StepType === undefined ? all : all.filter(matches);
  return listPage(steps, JSON.stringify(['steps', JobName, Status, StepType]), request, tokens);
}
