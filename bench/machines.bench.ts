import { setTimeout as sleep } from 'node:timers/promises';
import { isRedisInstalled } from '../spec/support/redisServer.js';
import { run, type Outcome, type Parts, type Scenario } from './machines/quotaRun.js';
import type { Row } from './row.js';

/** What a scenario must keep to. */
interface Bound {
  readonly over: number;
  readonly throttles: number;
  /** Seconds. */
  readonly gapS?: number;
}

interface Case extends Scenario {
  readonly what: string;
  readonly bound?: Bound;
  readonly also?: (outcome: Outcome) => Pick<Row, 'figure' | 'bound'> & { readonly holds: boolean };
}

const stall =
  (ms: number) =>
  async ({ redis }: Parts): Promise<void> => {
    redis.signal('SIGSTOP');
    await sleep(ms);
    redis.signal('SIGCONT');
  };
const restart = async ({ redis, restart: again }: Parts): Promise<void> => {
  await redis.stop();
  await sleep(1_000);
  await again();
};
const cutOff = async ({ proxy }: Parts): Promise<void> => {
  proxy.freeze(true);
  await sleep(10_000);
  proxy.freeze(false);
};
const killOne = ({ workers }: Parts): Promise<unknown> => Promise.resolve(workers[1]?.kill('SIGKILL'));
const flush = ({ command }: Parts): Promise<unknown> => command('FLUSHALL');
const HALF = { perSecond: 5, burst: 5 };

const CASES: readonly Case[] = [
  { what: 'nothing wrong', bound: { over: 1.02, throttles: 2 }, also: evenly },
  { what: 'kill -9 of one', fault: killOne, bound: { over: 1.03, throttles: 2 } },
  { what: 'FLUSHALL', fault: flush, bound: { over: 1.03, throttles: 2 } },
  { what: 'Redis restarted empty', fault: restart, bound: { over: 1.1, throttles: 5 } },
  { what: 'Redis stalled 5 s', fault: stall(5_000), bound: { over: 1.05, throttles: 6, gapS: 1 } },
  { what: 'Redis stalled 20 s', fault: stall(20_000), bound: { over: 1.05, throttles: 6, gapS: 1 } },
  {
    what: 'Redis gone for good',
    fault: ({ redis }) => redis.stop(),
    bound: { over: 1.05, throttles: 6, gapS: 1 },
  },
  { what: 'one of four cut off for 10 s', fault: cutOff, bound: { over: 1.1, throttles: 12 } },
  { what: 'a clock 3 s ahead', clockMs: 3_000, bound: { over: 1.02, throttles: 2 } },
  { what: 'a clock 3 s behind', clockMs: -3_000, bound: { over: 1.02, throttles: 2 } },
  { what: 'the service gives half', service: HALF, bound: { over: 1.15, throttles: 25 } },
  {
    what: 'one in the foreground, three in the background',
    priorities: true,
    bound: { over: 1.02, throttles: 2 },
    also: foregroundFirst,
  },
  { what: 'each alone, nothing wrong', gate: 'alone' },
  { what: 'each alone, the service gives half', gate: 'alone', service: HALF },
  { what: 'a static split, nothing wrong', gate: 'split' },
  { what: "Bottleneck's clustering, nothing wrong", gate: 'bottleneck' },
  { what: "Bottleneck's clustering, Redis stalled 5 s", gate: 'bottleneck', fault: stall(5_000) },
  {
    what: "Bottleneck's clustering, FLUSHALL, looked at for 30 s",
    gate: 'bottleneck',
    fault: flush,
    untilS: 30,
  },
  { what: "Bottleneck's clustering, a clock 3 s ahead", gate: 'bottleneck', clockMs: 3_000 },
];

/** One quota of four processes, of 15 jobs of 4 pages each, at 10 a second, on a real Redis. */
export async function machines(): Promise<readonly Row[]> {
  if (!isRedisInstalled()) return [{ what: 'machines', figure: 'redis-server is not installed', bound: '' }];
  const rows: Row[] = [];
  for (const { what, bound, also, ...scenario } of CASES) {
    process.stderr.write(`  ${what}\n`);
    const outcome = await run(scenario);
    rows.push({
      what: `4 processes: ${what}`,
      figure: figureOf(outcome),
      bound: bound === undefined ? 'for comparison' : textOf(bound),
      holds: bound && keeps(outcome, bound),
    });
    if (also) rows.push({ what: `4 processes: ${what}, also`, ...also(outcome) });
  }
  return rows;
}

const figureOf = ({ over, throttles, lost, gapS, arrivals, scripts }: Outcome): string =>
  `${over.toFixed(3)} x, ${String(throttles)} throttled, ${String(lost)} lost, longest gap ${gapS.toFixed(1)} s, ` +
  `${(scripts / arrivals.length).toFixed(2)} scripts a call`;

const textOf = ({ over, throttles, gapS }: Bound): string =>
  `<= ${String(over)} x, ${String(throttles)} throttled, 0 lost` +
  (gapS === undefined ? '' : `, gap <= ${String(gapS)} s`);

const keeps = (outcome: Outcome, { over, throttles, gapS = Infinity }: Bound): boolean =>
  outcome.over <= over && outcome.throttles <= throttles && outcome.lost === 0 && outcome.gapS <= gapS;

/** Calls of each process that were served in the first 10 s. */
function servedInTen({ arrivals }: Outcome): readonly number[] {
  const start = arrivals[0]?.at ?? 0;
  return [0, 1, 2, 3].map(
    i =>
      arrivals.filter(
        ({ at, process, served }) => served && process === `p${String(i)}` && at <= start + 10_000,
      ).length,
  );
}

function evenly(outcome: Outcome): ReturnType<NonNullable<Case['also']>> {
  const counts = servedInTen(outcome);
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const spread = Math.max(...counts.map(count => Math.abs(count / mean - 1)));
  const scripts = outcome.scripts / outcome.arrivals.length;
  return {
    figure: `${counts.join(', ')} calls in 10 s; ${String(outcome.idleCommands)} commands when idle`,
    bound: 'each within 15 % of the mean; 1.1 scripts a call; 0 when idle',
    holds: spread <= 0.15 && scripts <= 1.1 && outcome.idleCommands === 0,
  };
}

function foregroundFirst(outcome: Outcome): ReturnType<NonNullable<Case['also']>> {
  const { arrivals } = outcome;
  const start = arrivals[0]?.at ?? 0;
  const end = arrivals.findLast(({ process }) => process === 'p0')?.at ?? Infinity;
  const until = arrivals.filter(({ at, served }) => served && at <= end);
  const background = until.filter(({ process }) => process !== 'p0').length / until.length;
  const seconds = (end - start) / 1000;
  return {
    figure: `foreground done in ${seconds.toFixed(1)} s, ${(background * 100).toFixed(0)} % of it background`,
    bound: '<= 8.5 s, background a quarter',
    holds: seconds <= 8.5 && background >= 0.22,
  };
}
