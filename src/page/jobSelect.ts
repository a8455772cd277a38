import type { JobSummary } from '../core/job.js';
import { make, selectById } from './dom.js';
import { statusWord } from '../words/statuses.js';

/** Fills a list of jobs; the chosen one is in it also where the account's list doesn't have it. */
export function showJobs(
  id: 'job' | 'against',
  jobs: readonly JobSummary[],
  chosen: string | undefined,
  none?: string,
): void {
  const select = selectById(id);
  const listed = jobs.map(({ JobName, Status }) => [JobName, `${JobName} (${statusWord(Status)})`] as const);
  const missing = chosen === undefined || jobs.some(({ JobName }) => JobName === chosen);
  const options: readonly (readonly [value: string, text: string])[] = [
    ...(none === undefined ? [] : [['', none] as const]),
    ...(missing ? [] : [[chosen, chosen] as const]),
    ...listed,
  ];
  const now = [...select.options].map(({ value, text }) => `${value} ${text}`).join();
  if (now !== options.map(([value, text]) => `${value} ${text}`).join()) {
    select.replaceChildren(...options.map(([value, text]) => make('option', { value }, text)));
  }
  select.value = chosen ?? '';
}
