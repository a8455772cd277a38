import { setTimeout as sleep } from 'node:timers/promises';
import { quantile } from './measure.js';
import { ours } from './peers.js';
import type { Remote } from './remote.js';
import type { Row } from './row.js';

const TIMES = 200;
const BOUND_MS = 10;

/** From unsubscribing to the server seeing the request closed. Both processes read one clock. */
export async function unsubscribe(server: Remote): Promise<readonly Row[]> {
  const endpoint = await server.start({ jobs: [{ name: 'job', steps: 100 }], latencyMs: 10_000 });
  const recommender = ours(endpoint, { quota: { perSecond: Infinity } });
  const left: number[] = [];
  for (let i = 0; i < TIMES; i++) {
    const subscription = recommender.steps$('job', { pageSize: 10 }).subscribe();
    await sleep(25);
    left.push(performance.timeOrigin + performance.now());
    subscription.unsubscribe();
  }
  await sleep(100);
  const { aborts, calls, openRequests } = await server.stats();
  await recommender.close();
  const delays = aborts.map(({ closedAt }, i) => closedAt - (left[i] ?? NaN));
  const p99 = quantile(delays, 0.99);
  return [
    {
      what: 'unsubscribe in flight: the server sees it closed, p99; calls after it; still open',
      figure: `${p99.toFixed(1)} ms; ${String(calls - TIMES)}; ${String(openRequests)}`,
      bound: `<= ${String(BOUND_MS)} ms; 0; 0`,
      holds: p99 <= BOUND_MS && delays.length === TIMES && calls === TIMES && openRequests === 0,
    },
  ];
}
