import { firstValueFrom } from 'rxjs';
import type { JobFilters } from '../core/filters.js';
import type { JobsPage } from '../core/page.js';
import type { WatchSource } from './gatewayOptions.js';

/** How long a page is served from the cache, in milliseconds. */
const CACHE_MS = 5_000;
/** Maximum number of pages that are being fetched at once. */
const MAX_CONCURRENT_REQUESTS = 4;
/** Maximum number of pages in the cache. */
const MAX_CACHED_PAGES = 64;
/** Number of jobs on a page. */
const PAGE_SIZE = 50;

/** Query parameters of the list of jobs, and the filter that each one sets. */
const QUERY_FILTERS = { after: 'startingToken', status: 'status', nameContains: 'nameContains' } as const;

/** The maximum number of pages is being fetched already. */
export class BusyError extends Error {}

/** Cached pages of the list of jobs: the service is asked for the same page at most once in five seconds. */
export class JobListCache {
  readonly #cache = new Map<string, { readonly until: number; readonly page: Promise<JobsPage> }>();
  #inFlight = 0;

  constructor(
    private readonly source: Pick<WatchSource, 'jobs$'>,
    private readonly monotonic: () => number,
  ) {}

  /** The page that a query describes. Rejects with the errors of `jobs$`, and with a `BusyError`. */
  page(query: URLSearchParams): Promise<JobsPage> {
    const filters: Record<string, unknown> = { pageSize: PAGE_SIZE };
    for (const [name, filter] of Object.entries(QUERY_FILTERS)) {
      const value = query.get(name);
      if (value !== null) filters[filter] = value;
    }
    const key = JSON.stringify(filters);
    const now = this.monotonic();
    const known = this.#cache.get(key);
    if (known !== undefined && known.until > now) return known.page;
    if (this.#inFlight >= MAX_CONCURRENT_REQUESTS) return Promise.reject(new BusyError());
    const page = this.#fetch(filters);
    this.#store(key, page, now + CACHE_MS);
    return page;
  }

  async #fetch(filters: JobFilters): Promise<JobsPage> {
    this.#inFlight += 1;
    try {
      return await firstValueFrom(this.source.jobs$(filters), { defaultValue: { index: 0, jobs: [] } });
    } finally {
      this.#inFlight -= 1;
    }
  }

  #store(key: string, page: Promise<JobsPage>, until: number): void {
    this.#cache.delete(key);
    this.#cache.set(key, { page, until });
    for (const oldest of this.#cache.keys()) {
      if (this.#cache.size <= MAX_CACHED_PAGES) break;
      this.#cache.delete(oldest);
    }
  }
}
