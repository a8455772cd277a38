import { follow, seconds, type Account, type Measured } from './fleetAccount.js';
import { careful, fleet, plain } from './fleetPeers.js';
import { quantile } from './measure.js';
import type { Row } from './row.js';

const SIZES = [10, 100, 500];
/** With 500 jobs, from a change to its event, p95: where the time of the last change moves, and where not. */
const BOUND_MS = { moving: 6_000, still: 275_000 };
/** The longest pause between two lists, where nobody says otherwise. */
const TICK_MS = 10_000;
const BOUND_CALLS = 1.2;

const POLLERS: Readonly<Record<string, (account: Account) => () => void>> = {
  fleet$: fleet,
  'each job in turn': plain,
  'a list, and the jobs that moved': careful,
};

/** Many running jobs on two calls a second, in virtual time: how late each change is told of, by whom. */
export async function fleets(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const moves of [true, false]) {
    for (const jobs of SIZES) {
      for (const [name, poller] of Object.entries(POLLERS)) {
        rows.push(rowOf(name, jobs, moves, await follow({ jobs, moves }, poller)));
      }
    }
  }
  return [...rows, await quiet()];
}

function rowOf(name: string, jobs: number, moves: boolean, { calls, latencies, throttles }: Measured): Row {
  const bound = moves ? BOUND_MS.moving : BOUND_MS.still;
  const held = name === 'fleet$' && jobs === Math.max(...SIZES);
  return {
    what: `${String(jobs)} jobs, a change a second, times ${moves ? 'move' : "don't move"}: ${name}`,
    figure: `p50 ${seconds(latencies, 0.5)}, p95 ${seconds(latencies, 0.95)}, ${String(calls)} calls`,
    bound: held ? `p95 <= ${String(bound / 1_000)} s, none throttled` : 'for comparison',
    holds: held ? quantile(latencies, 0.95) <= bound && throttles === 0 : undefined,
  };
}

/** What it costs to follow a hundred jobs of which nothing is heard. */
async function quiet(): Promise<Row> {
  const { calls } = await follow({ jobs: 100, moves: true, perSecond: 0 }, fleet);
  const perTick = calls / (3_600_000 / TICK_MS);
  return {
    what: '100 quiet jobs, an hour: calls of fleet$ for each 10 s',
    figure: `${perTick.toFixed(2)} (${String(calls)} calls)`,
    bound: `<= ${String(BOUND_CALLS)}`,
    holds: perTick <= BOUND_CALLS,
  };
}
