import { seededRandom } from '../src/testing/random.js';
import { isRedisInstalled } from '../spec/support/redisServer.js';
import { median } from './measure.js';
import { relayCpu, type RelayCpu } from './relay/relayCpu.js';
import { runRelay, type End, type RelayOutcome } from './relay/relayRun.js';
import type { Row } from './row.js';

const LEASE_MS = 3_000;
/** Longest median of a takeover, in milliseconds, by how the gateway went away. */
const BOUNDS: Readonly<Record<End, number>> = { kill: LEASE_MS + 500, stop: LEASE_MS + 500, close: 300 };
const NAMES: Readonly<Record<End, string>> = { kill: 'kill -9', stop: 'SIGSTOP for 5 s', close: 'close()' };

/** Three gateways on one Redis, 1,000 clients of 20 jobs, and 30 ends of gateways. */
export async function relay(): Promise<readonly Row[]> {
  if (!isRedisInstalled()) return [{ what: 'relay', figure: 'redis-server is not installed', bound: '' }];
  const outcome = await runRelay({ clients: 1_000, jobs: 20, ends: 30, random: seededRandom(14) });
  const hows = Object.keys(BOUNDS) as End[];
  const cpu = cpuRow(await relayCpu());
  return [...hows.map(how => takeoverRow(outcome, how)), lateRow(outcome), ...contentRows(outcome), cpu];
}

function takeoverRow({ takeovers }: RelayOutcome, how: End): Row {
  const took = takeovers.filter(takeover => takeover.how === how).flatMap(({ tookMs }) => tookMs);
  const middle = median(took);
  return {
    what: `3 gateways: until another one polls, after ${NAMES[how]}`,
    figure: `${middle.toFixed(0)} ms, longest ${Math.max(...took).toFixed(0)} ms, ${String(took.length)} jobs`,
    bound: `median <= ${String(BOUNDS[how])} ms`,
    holds: middle <= BOUNDS[how],
  };
}

function lateRow({ takeovers }: RelayOutcome): Row {
  const late = Math.max(...takeovers.map(takeover => takeover.late));
  return {
    what: '3 gateways: calls about one job after another gateway took over',
    figure: String(late),
    bound: '<= 1 poll',
    // A poll is two calls at most: the steps, and the job.
    holds: late <= 2,
  };
}

function contentRows({ report, wrong, clients, bytesPerJob }: RelayOutcome): readonly Row[] {
  const { done, doubles, broken, resumed, restarted } = report;
  return [
    {
      what: '3 gateways: clients that have the whole job at its end',
      figure: `${String(done)} of ${String(clients)}; ${String(wrong.length)} jobs differ from the service`,
      bound: 'all; 0',
      holds: done === clients && wrong.length === 0,
    },
    {
      what: '3 gateways: positions with two contents; messages out of order',
      figure: `${String(doubles)}; ${String(broken)}`,
      bound: '0; 0',
      holds: doubles === 0 && broken === 0,
    },
    {
      what: '3 gateways: clients that reconnected',
      figure: `${String(resumed)} resumed, ${String(restarted)} by a snapshot`,
      bound: 'all resumed',
      holds: restarted === 0,
    },
    {
      what: '3 gateways: Redis for each job of 40 steps',
      figure: `${(bytesPerJob / 1024).toFixed(0)} KB`,
      bound: 'for comparison',
    },
  ];
}

function cpuRow({ relaying, polling, alone }: RelayCpu): Row {
  return {
    what: 'CPU of a gateway of 20 jobs over one that polls them by itself',
    figure: `${(relaying / alone).toFixed(2)} x where it relays, ${(polling / alone).toFixed(2)} x where it polls for the others`,
    bound: 'for comparison',
  };
}
