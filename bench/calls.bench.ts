import { lastValueFrom, take } from 'rxjs';
import { drainOurs, ours } from './peers.js';
import type { Remote } from './remote.js';
import type { Row } from './row.js';

/** How many calls a listing costs. */
export async function calls(server: Remote): Promise<readonly Row[]> {
  const endpoint = await server.start({ jobs: [{ name: 'job', steps: 100 }] });
  const recommender = ours(endpoint, { quota: { perSecond: Infinity } });
  await lastValueFrom(recommender.steps$('job', { pageSize: 10 }).pipe(take(1)));
  const one = (await server.stats()).calls;
  await drainOurs(recommender, 'job', 10);
  const all = (await server.stats()).calls - one;
  await recommender.close();
  return [
    {
      what: 'calls for take(1); for 10 pages',
      figure: `${String(one)}; ${String(all)}`,
      bound: '1; 10',
      holds: one === 1 && all === 10,
    },
  ];
}
