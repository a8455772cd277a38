import { interleaved, medianRatio } from './measure.js';
import { client, drainOurs, drainSdk, ours } from './peers.js';
import type { Remote } from './remote.js';
import type { Row } from './row.js';

const ROUNDS = 3;
const BOUND = 1.03;

/** The wall time of a long listing, where each call takes 30 ms. */
export async function latency(server: Remote): Promise<readonly Row[]> {
  const endpoint = await server.start({ latencyMs: 30, jobs: [{ name: 'job', steps: 10_000 }] });
  const sdk = client(endpoint);
  const free = ours(endpoint, { quota: { perSecond: Infinity } });
  const gated = ours(endpoint, { quota: { perSecond: 1000, burst: 1000 } });
  const times = await interleaved(ROUNDS, {
    sdk: () => drainSdk(sdk, 'job'),
    free: () => drainOurs(free, 'job'),
    gated: () => drainOurs(gated, 'job'),
  });
  await Promise.all([free.close(), gated.close()]);
  const row = (what: string, mine: 'free' | 'gated'): Row => {
    const ratio = medianRatio(times[mine], times.sdk, 'wallMs');
    return {
      what: `100 pages at 30 ms, ${what}: wall against the SDK's paginator`,
      figure: `${ratio.toFixed(3)} x`,
      bound: `<= ${BOUND.toFixed(2)} x`,
      holds: ratio <= BOUND,
    };
  };
  return [row('no quota', 'free'), row('1000/s, burst 1000', 'gated')];
}
