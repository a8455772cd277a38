import { manyJobsRows, oneJobRows } from './gateway/crowdRows.js';
import { stalledRows } from './gateway/stalled.js';
import type { Row } from './row.js';

/** Many clients of one job, many more of several, and clients that stall. */
export async function gateway(): Promise<readonly Row[]> {
  return [...(await oneJobRows()), ...(await manyJobsRows()), ...(await stalledRows())];
}
