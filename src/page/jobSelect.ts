import { selectById } from './dom.js';
import { jobGroups, type OfferedJobs } from './jobGroups.js';
import { showOptions } from './showOptions.js';

/** Shows jobs in a list; the chosen one is in it also where the account's list doesn't have it. */
export function showJobs(id: 'job' | 'against', offered: OfferedJobs, chosen: string | undefined): void {
  showOptions(selectById(id), jobGroups(offered, chosen), chosen);
}
