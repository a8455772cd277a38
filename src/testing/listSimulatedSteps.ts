import type { StepView } from './simulatedJob.js';
import type { PageTokens } from './pageTokens.js';
import type { World } from './world.js';
import { notFound } from './serviceFault.js';

/** The request of ListInferenceRecommendationsJobSteps, once it is known to be sound. */
export interface ListStepsRequest {
  readonly JobName: string;
  readonly Status?: string;
  readonly StepType?: string;
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/** One page of a listing: its items, and where it stands in the whole. */
export interface ListPage<T> {
  readonly items: readonly T[];
  /** The listing that a token of this page is bound to. */
  readonly binding: string;
  /** Where the page starts. */
  readonly offset: number;
  /** Where the next page starts; absent on the last. */
  readonly nextOffset?: number;
}

/** The size of a page where the request has no MaxResults. */
const DEFAULT_PAGE_SIZE = 100;

/** The page of `items` that a token stands for. */
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
  const fits = ({ wire }: StepView): boolean =>
    (Status === undefined || wire.Status === Status) &&
    (StepType === undefined || wire.StepType === StepType);
  const all = job.steps(now);
  const steps = Status === undefined && StepType === undefined ? all : all.filter(fits);
  return listPage(steps, JSON.stringify(['steps', JobName, Status, StepType]), request, tokens);
}
