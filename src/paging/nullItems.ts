import { notice } from '../api/trace.js';
import { counted } from '../core/counted.js';
import type { FetchedPage } from './fetchedPage.js';

/** Returns the items that aren't `null`; the same list where it has none. */
export function withoutNulls(items: readonly unknown[]): readonly unknown[] {
  return items.includes(null) ? items.filter(item => item !== null) : items;
}

/** Publishes a notice where an answer has null items, as the service may send and clients pass on. */
export function noticeNulls({ items, call }: FetchedPage, jobName: string | undefined): void {
  const nulls = items.length - withoutNulls(items).length;
  if (nulls === 0) return;
  const list = jobName === undefined ? 'jobs' : `steps of job '${jobName}'`;
  const were = nulls === 1 ? 'was' : 'were';
  notice(
    'NULL_ITEMS',
    `Of ${counted(items.length, 'item')} in a list of ${list} ${String(nulls)} ${were} null; left out.`,
    call,
  );
}
