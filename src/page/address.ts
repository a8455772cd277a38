import { jobKindOf } from '../core/jobKind.js';
import { statOf } from '../core/figures.js';
import { CRITERIA, CRITERION_NAMES, PICKED_BY, type Criteria } from './criteria.js';

/** What the address of the page says, so that it can be kept and passed on. */
export interface PageAddress {
  readonly job?: string | undefined;
  /** The job that it is compared with. */
  readonly against?: string | undefined;
  readonly criteria: Criteria;
}

/** Reads the query of an address. A value that can't be a criterion is ignored. */
export function readAddress(query: string): PageAddress {
  const parameters = new URLSearchParams(query);
  const text = (name: string): string | undefined => parameters.get(name) ?? undefined;
  const criteria = CRITERION_NAMES.flatMap(name => {
    const value = Number(parameters.get(CRITERIA[name].parameter));
    return value > 0 && value < Infinity ? [[name, value] as const] : [];
  });
  return {
    job: text('job'),
    against: text('against'),
    criteria: { ...Object.fromEntries(criteria), ...judgedBy(parameters) },
  };
}

/**
 * The address after a change. What the reader needs is kept with another job, as it is said of the deployment; so is the
 * job that it is compared with, where that is another one of the same kind.
 */
export function addressAfter(address: PageAddress, change: Partial<PageAddress>): PageAddress {
  const next = { ...address, ...change };
  const { job, against } = next;
  if (job === undefined || against === undefined || job === address.job) return next;
  const isLike = against !== job && jobKindOf(against) === jobKindOf(job);
  return isLike ? next : { ...next, against: undefined };
}

/** A statistic: letters, digits and the point of `p99.9`. */
const STAT = /^[\p{L}\p{N}.]{1,20}$/u;

function judgedBy(parameters: URLSearchParams): Pick<Criteria, 'stat' | 'by'> {
  const stat = statOf(parameters.get('stat') ?? '');
  const by = PICKED_BY.find(one => one === parameters.get('by'));
  return { ...(STAT.test(stat) && { stat }), ...(by !== undefined && { by }) };
}

/** The query of an address, with its question mark; empty where it says nothing. */
export function writeAddress({ job, against, criteria }: PageAddress): string {
  const parameters = new URLSearchParams();
  if (job !== undefined) parameters.set('job', job);
  if (against !== undefined) parameters.set('against', against);
  for (const name of CRITERION_NAMES) {
    const value = criteria[name];
    if (value !== undefined) parameters.set(CRITERIA[name].parameter, String(value));
  }
  if (criteria.stat !== undefined) parameters.set('stat', criteria.stat);
  if (criteria.by !== undefined) parameters.set('by', criteria.by);
  const query = parameters.toString();
  return query === '' ? '' : `?${query}`;
}
