import type { AIJobFilters } from '../../core/filters.js';
import type { JobKind } from '../../core/jobKind.js';
import type { JobLog } from '../../core/jobLog.js';
import { decodeList, encodeList, type AnyJobList, type JobLists } from '../jobLists.js';

/** How long a page is taken from the cache that gateways share, in milliseconds. */
const CACHE_MS = 5_000;

/**
 * Lists of jobs that are asked for once for all gateways. Where the cache can't be reached, this gateway asks by itself.
 */
export function sharedLists(lists: JobLists, log: Pick<JobLog, 'cached'>): JobLists {
  return async (kind, filters) => {
    let own: Promise<AnyJobList> | undefined;
    const fetchList = (): Promise<AnyJobList> => (own ??= lists(kind, filters));
    try {
      const text = await log.cached(nameOf(kind, filters), CACHE_MS, async () =>
        JSON.stringify(encodeList(await fetchList())),
      );
      // A list that another version has written may be none that this one reads.
      return decodeList(kind, JSON.parse(text)) ?? (await fetchList());
    } catch {
      // The error is that of the list, or of the cache: the list itself says which.
      return fetchList();
    }
  };
}

/** The name of a list in the cache. */
const nameOf = (kind: JobKind, filters: AIJobFilters = {}): string =>
  `${kind === 'classic' ? 'jobs' : `${kind} jobs`} ${JSON.stringify(filters)}`;
