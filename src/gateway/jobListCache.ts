import { fullBucket, refill, taken, type Refill } from '../api/tokenBucket.js';
import type { AIJobFilters } from '../core/filters.js';
import type { JobKind } from '../core/jobKind.js';
import type { AnyJobList, JobLists } from './jobLists.js';

/** How long a page is served from the cache, in milliseconds. */
const CACHE_MS = 5_000;
/** Maximum number of pages that are being fetched at once. */
const MAX_CONCURRENT_REQUESTS = 4;
/**
 * Rate of pages that a query chooses, such as by `nameContains`: the number that may be fetched at once, and the interval
 * after which one more may be. Without a limit, clients could use up the quota of the account by new texts.
 */
const CHOSEN_PAGES: Refill = { burst: 10, everyMs: 1_000 };
/** Number of jobs on a page. */
const PAGE_SIZE = 50;

/** Query parameters of the list of jobs, and the filter that each one sets. */
const QUERY_FILTERS = { after: 'startingToken', status: 'status', nameContains: 'nameContains' } as const;

/** Too many pages are being fetched, or were fetched just now. */
export class BusyError extends Error {}

/**
 * Cached pages of the list of jobs: the service is asked for the same page at most once in five seconds, and for pages that
 * a query chooses once in a second, after a burst of ten.
 */
export class JobListCache {
  readonly #cache = new Map<string, { readonly until: number; readonly list: Promise<AnyJobList> }>();
  #inFlight = 0;
  #chosen = fullBucket(CHOSEN_PAGES.burst);

  constructor(
    private readonly lists: JobLists,
    private readonly monotonic: () => number,
  ) {}

  /** Number of pages in the cache: not more than the two limits allow in five seconds. */
  get size(): number {
    return this.#cache.size;
  }

  /** The page of this kind that a query describes. Rejects with the errors of the list, and with a `BusyError`. */
  page(query: URLSearchParams, kind: JobKind = 'classic'): Promise<AnyJobList> {
    const filters: Record<string, unknown> = { pageSize: PAGE_SIZE };
    for (const [name, filter] of Object.entries(QUERY_FILTERS)) {
      const value = query.get(name);
      if (value !== null) filters[filter] = value;
    }
    const key = `${kind} ${JSON.stringify(filters)}`;
    const now = this.monotonic();
    const known = this.#cache.get(key);
    if (known !== undefined && known.until > now) return known.list;
    if (this.#inFlight >= MAX_CONCURRENT_REQUESTS) return Promise.reject(new BusyError());
    if (Object.keys(filters).length > 1 && !this.#takeChosen(now)) return Promise.reject(new BusyError());
    const list = this.#fetch(kind, filters);
    this.#forgetExpired(now);
    this.#cache.set(key, { list, until: now + CACHE_MS });
    return list;
  }

  /** Takes a token for a page that a query chooses. Returns false where there is none. */
  #takeChosen(now: number): boolean {
    this.#chosen = refill(this.#chosen, CHOSEN_PAGES, now);
    if (this.#chosen.tokens < 1) return false;
    this.#chosen = taken(this.#chosen, CHOSEN_PAGES, now);
    return true;
  }

  async #fetch(kind: JobKind, filters: AIJobFilters): Promise<AnyJobList> {
    this.#inFlight += 1;
    try {
      return await this.lists(kind, filters);
    } finally {
      this.#inFlight -= 1;
    }
  }

  #forgetExpired(now: number): void {
    for (const [key, { until }] of this.#cache) if (until <= now) this.#cache.delete(key);
  }
}
