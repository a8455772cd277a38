import { drainOurs, drainSdk, client, ours } from './peers.js';
import type { Remote } from './remote.js';
import type { Row } from './row.js';

const JOBS = 50;
const PAGES = 4;
const LIMIT_S = (JOBS * PAGES - 10) / 10;
const SERVER = { perSecond: 10, burst: 10 };

interface Outcome {
  readonly seconds: number;
  readonly lost: number;
  readonly throttles: number;
  readonly calls: number;
}

/** Fifty jobs at once against a quota, all that they need to end. */
export async function quota(server: Remote): Promise<readonly Row[]> {
  const matched = await run(server, endpoint =>
    drained(ours(endpoint, { quota: { perSecond: 10, burst: 10 } })),
  );
  const tooHigh = await run(server, endpoint =>
    drained(ours(endpoint, { quota: { perSecond: 50, burst: 10 } })),
  );
  const standard = await run(server, endpoint => job => drainSdk(client(endpoint), job, 10));
  const adaptive = await run(server, endpoint => {
    const sdk = client(endpoint, { retryMode: 'adaptive', maxAttempts: 20 });
    return job => drainSdk(sdk, job, 10);
  });
  const what = `${String(JOBS)} jobs x ${String(PAGES)} pages, server 10/s burst 10`;
  return [
    {
      what: `${what}, quota given as 10 and 10`,
      figure: tell(matched),
      bound: '<= 1.03 x, 1 throttled, 0 lost',
      holds: ratio(matched) <= 1.03 && matched.throttles <= 1 && matched.lost === 0,
    },
    {
      what: `${what}, quota given as 50 and 10`,
      figure: tell(tooHigh),
      bound: '<= 1.06 x, 18 throttled, 0 lost',
      holds: ratio(tooHigh) <= 1.06 && tooHigh.throttles <= 18 && tooHigh.lost === 0,
    },
    { what: `${what}, SDK standard (3 attempts)`, figure: tell(standard), bound: 'for comparison' },
    { what: `${what}, SDK adaptive (20 attempts)`, figure: tell(adaptive), bound: 'for comparison' },
  ];
}

const ratio = ({ seconds }: Outcome): number => seconds / LIMIT_S;

const tell = (outcome: Outcome): string =>
  `${ratio(outcome).toFixed(3)} x ${String(LIMIT_S)} s, ${String(outcome.throttles)} of ` +
  `${String(outcome.calls)} throttled, ${String(outcome.lost)} lost`;

const drained =
  (recommender: ReturnType<typeof ours>) =>
  (job: string): Promise<number> =>
    drainOurs(recommender, job, 10);

async function run(
  server: Remote,
  make: (endpoint: string) => (job: string) => Promise<number>,
): Promise<Outcome> {
  const names = Array.from({ length: JOBS }, (_, i) => `job-${String(i)}`);
  const steps = PAGES * 10;
  const jobs = names.map(name => ({ name, steps }));
  const list = make(await server.start({ quota: SERVER, latencyMs: 5, jobs }));
  const start = performance.now();
  const counts = await Promise.all(names.map(name => list(name).catch(() => 0)));
  const seconds = (performance.now() - start) / 1000;
  const { calls, throttles } = await server.stats();
  return { seconds, lost: counts.filter(count => count !== steps).length, throttles, calls };
}
