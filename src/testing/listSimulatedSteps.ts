import type { Behaving } from './behaviours/behaving.js';
import type { ServiceBehaviours } from './behaviours/behaviours.js';
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

/** How a list is cut into pages. */
export interface Paging extends Pick<ServiceBehaviours, 'largestPage' | 'filters'> {
  readonly behaving: Pick<Behaving, 'arranged'>;
  readonly tokens: PageTokens;
}

/** The page that the request's token points to, of those `items` that match. */
export function listPage<T>(
  items: readonly T[],
  matches: ((item: T) => boolean) | undefined,
  binding: string,
  request: { readonly MaxResults?: number; readonly NextToken?: string },
  { behaving, tokens, largestPage = Infinity, filters }: Paging,
): ListPage<T> {
  const late = filters === 'afterPage';
  const all = behaving.arranged(late || matches === undefined ? items : items.filter(matches), binding);
  const offset = request.NextToken === undefined ? 0 : tokens.read(binding, request.NextToken);
  const nextOffset = offset + Math.min(largestPage, request.MaxResults ?? DEFAULT_PAGE_SIZE);
  const cut = all.slice(offset, nextOffset);
  const page = { items: late && matches !== undefined ? cut.filter(matches) : cut, binding, offset };
  return nextOffset < all.length ? { ...page, nextOffset } : page;
}

/** One page of the steps of a job, in the order of their creation. */
export function listSimulatedSteps(
  world: World,
  request: ListStepsRequest,
  now: number,
  paging: Paging & { readonly behaving: Behaving },
): ListPage<StepView> {
  const { JobName, Status, StepType } = request;
  const { behaving } = paging;
  const job = world.job(JobName, now);
  if (job === undefined || !behaving.isFound(job, now)) throw notFound(JobName);
  const matches = ({ wire }: StepView): boolean =>
    (Status === undefined || wire.Status === Status) &&
    (StepType === undefined || wire.StepType === StepType);
  const filter = Status === undefined && StepType === undefined ? undefined : matches;
  const binding = JSON.stringify(['steps', JobName, Status, StepType]);
  const page = listPage(job.steps(now), filter, binding, request, paging);
  return { ...page, items: page.items.map(behaving.stepShown) };
}
