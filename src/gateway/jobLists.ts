import { firstValueFrom } from 'rxjs';
import type { JobFilters } from '../core/filters.js';
import type { JobsPage } from '../core/page.js';
import type { WatchSource } from './gatewayOptions.js';

const FRESH_MS = 5_000;
const MOST_AT_ONCE = 4;
const MOST_KEPT = 64;
const PAGE_SIZE = 50;

/** What may be asked of the list of jobs. */
const ASKED = { after: 'startingToken', status: 'status', nameContains: 'nameContains' } as const;

/** Too many lists are being asked for. */
export class BusyError extends Error {}

/** Pages of the list of jobs. The same one is asked of the service once in five seconds, whoever asks. */
export class JobLists {
  readonly #kept = new Map<string, { readonly until: number; readonly page: Promise<JobsPage> }>();
  #underWay = 0;

  constructor(
    private readonly source: Pick<WatchSource, 'jobs$'>,
    private readonly monotonic: () => number,
  ) {}

  /** The page that a query asks for. Fails as `jobs$` does, and with a `BusyError`. */
  page(query: URLSearchParams): Promise<JobsPage> {
    const filters: Record<string, unknown> = { pageSize: PAGE_SIZE };
    for (const [name, filter] of Object.entries(ASKED)) {
      const value = query.get(name);
      if (value !== null) filters[filter] = value;
    }
    const key = JSON.stringify(filters);
    const now = this.monotonic();
    const known = this.#kept.get(key);
    if (known !== undefined && known.until > now) return known.page;
    if (this.#underWay >= MOST_AT_ONCE) return Promise.reject(new BusyError());
    const page = this.#ask(filters);
    this.#keep(key, page, now + FRESH_MS);
    return page;
  }

  async #ask(filters: JobFilters): Promise<JobsPage> {
    this.#underWay += 1;
    try {
      return await firstValueFrom(this.source.jobs$(filters), { defaultValue: { index: 0, jobs: [] } });
    } finally {
      this.#underWay -= 1;
    }
  }

  #keep(key: string, page: Promise<JobsPage>, until: number): void {
    this.#kept.delete(key);
    this.#kept.set(key, { page, until });
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST_KEPT) break;
      this.#kept.delete(oldest);
    }
  }
}
