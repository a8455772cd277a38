import { lastValueFrom, tap } from 'rxjs';
import { bestByCost } from 'stepstream';
import { ours } from './peers.js';
import type { Remote } from './remote.js';
import type { Row } from './row.js';

const PAGES = 10_000;
const BOUND_MB = 1.5;

/** How the heap grows while a very long listing goes on. */
export async function heap(server: Remote): Promise<readonly Row[]> {
  const endpoint = await server.start({ jobs: [{ name: 'job', steps: PAGES }] });
  const recommender = ours(endpoint, { quota: { perSecond: Infinity } });
  const marks: number[] = [];
  const best$ = recommender.steps$('job', { pageSize: 1 }).pipe(
    tap(({ index }) => {
      // The first pages warm everything up; the last one is looked at while the listing is still alive.
      if (index === 500 || index === PAGES - 1) marks.push(heapMb());
    }),
    bestByCost(),
  );
  await lastValueFrom(best$);
  await recommender.close();
  const grown = (marks[1] ?? NaN) - (marks[0] ?? NaN);
  return [
    {
      what: '10,000 pages: growth of the heap after GC',
      figure: `${grown.toFixed(2)} MB`,
      bound: `< ${String(BOUND_MB)} MB`,
      holds: grown < BOUND_MB,
    },
  ];
}

function heapMb(): number {
  if (globalThis.gc === undefined) throw new Error('run with node --expose-gc');
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed / 1e6;
}
