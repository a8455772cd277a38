import { isLeft } from 'fp-ts/lib/Either.js';
import { defer, firstValueFrom, type Observable } from 'rxjs';
import type { JobFilters } from '../../core/filters.js';
import type { JobLog } from '../../core/jobLog.js';
import type { JobsPage } from '../../core/page.js';
import { JobList } from '../../decode/message.js';

/** How long a page is taken from the cache that gateways share, in milliseconds. */
const CACHE_MS = 5_000;
const NO_JOBS: JobsPage = { index: 0, jobs: [] };

/** The lists of jobs. */
export interface JobLists {
  jobs$(filters?: JobFilters): Observable<JobsPage>;
}

/**
 * Lists of jobs that are asked for once for all gateways. Each emits its first page alone. Where the cache can't be reached,
 * this gateway asks by itself.
 */
export function sharedLists(source: JobLists, log: Pick<JobLog, 'cached'>): JobLists {
  return { jobs$: filters => defer(() => pageOf(source, log, filters)) };
}

async function pageOf(
  source: JobLists,
  log: Pick<JobLog, 'cached'>,
  filters: JobFilters | undefined,
): Promise<JobsPage> {
  let own: Promise<JobsPage> | undefined;
  const fetchPage = (): Promise<JobsPage> =>
    (own ??= firstValueFrom(source.jobs$(filters), { defaultValue: NO_JOBS }));
  try {
    const text = await log.cached(`jobs ${JSON.stringify(filters ?? {})}`, CACHE_MS, async () =>
      textOf(await fetchPage()),
    );
    return readPage(text) ?? (await fetchPage());
  } catch {
    // The error is that of the list, or of the cache: the list itself says which.
    return fetchPage();
  }
}

function textOf({ jobs, resumeToken }: JobsPage): string {
  return JSON.stringify(JobList.encode({ jobs, ...(resumeToken !== undefined && { after: resumeToken }) }));
}

/** Reads a page; undefined where it was written by another version. */
function readPage(text: string): JobsPage | undefined {
  const decoded = JobList.decode(JSON.parse(text));
  if (isLeft(decoded)) return undefined;
  const { jobs, after } = decoded.right;
  return { index: 0, jobs, ...(after !== undefined && { resumeToken: after }) };
}
