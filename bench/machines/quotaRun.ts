import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { startRedisServer, type RedisServer } from '../../spec/support/redisServer.js';
import { startProxy, type Proxy } from './proxy.js';
import { startQuotaService, type Arrival } from './quotaService.js';

/** What keeps a process within the quota. */
export type Gate = 'shared' | 'alone' | 'split' | 'bottleneck';

/** What one process does. */
export interface WorkerTask {
  readonly name: string;
  readonly endpoint: string;
  readonly redisPort: number;
  readonly gate: Gate;
  readonly quota: { readonly perSecond: number; readonly burst: number };
  /** Number of processes. */
  readonly of: number;
  readonly jobs: number;
  readonly background: boolean;
  /** Milliseconds by which its wall clock is off. */
  readonly clockMs: number;
}

/** What a run may do to its parts. */
export interface Parts {
  readonly workers: readonly ChildProcess[];
  readonly redis: RedisServer;
  readonly command: (...args: string[]) => Promise<unknown>;
  /** Starts Redis anew, empty, at the same port. */
  readonly restart: () => Promise<void>;
  /** What the first process reaches Redis by. */
  readonly proxy: Proxy;
}

export interface Scenario {
  readonly gate?: Gate;
  readonly service?: { readonly perSecond: number; readonly burst: number };
  readonly clockMs?: number;
  /** The first process in the foreground, the others in the background. */
  readonly priorities?: boolean;
  /** Seconds after which what is left counts as lost. */
  readonly untilS?: number;
  /** What goes wrong, 4 s after the start. */
  readonly fault?: (parts: Parts) => Promise<unknown>;
}

export interface Outcome {
  readonly arrivals: readonly Arrival[];
  /** Seconds from the first to the last call that was served. */
  readonly seconds: number;
  /** Those, as a multiple of what the service allows. */
  readonly over: number;
  readonly throttles: number;
  readonly lost: number;
  /** Longest time without a call that was served, in seconds. */
  readonly gapS: number;
  readonly scripts: number;
  /** Commands that reach Redis in 3 s with all processes idle. */
  readonly idleCommands: number;
}

const PROCESSES = 4;
const JOBS = 15;
const QUOTA = { perSecond: 10, burst: 10 };
const FAULT_MS = 4_000;
const IDLE_MS = 3_000;

/** Four processes of 15 jobs of 4 pages, at 10 calls a second. */
export async function run({
  gate = 'shared',
  service = QUOTA,
  clockMs = 0,
  priorities = false,
  untilS = 120,
  fault = () => Promise.resolve(),
}: Scenario): Promise<Outcome> {
  let redis = await startRedisServer();
  const { port } = redis;
  const proxy = await startProxy(port);
  const server = await startQuotaService(service.perSecond, service.burst);
  const admin = new Redis(port);
  admin.on('error', () => undefined);
  const workers = Array.from({ length: PROCESSES }, (_, i) =>
    startWorker({
      name: `p${String(i)}`,
      endpoint: server.endpoint,
      redisPort: i === 0 ? proxy.port : port,
      gate,
      quota: QUOTA,
      of: PROCESSES,
      jobs: JOBS,
      background: priorities && i > 0,
      clockMs: i === 0 ? clockMs : 0,
    }),
  );
  await Promise.all(workers.map(worker => once(worker, 'message')));
  await admin.config('RESETSTAT');
  const parts: Parts = {
    workers,
    get redis() {
      return redis;
    },
    command: (...[name = '', ...args]) => admin.call(name, ...args),
    restart: async () => {
      redis = await startRedisServer(port);
    },
    proxy,
  };
  const ends = workers.map(lostBy);
  for (const worker of workers) worker.send('go');
  const faulted = sleep(FAULT_MS).then(async () => fault(parts));
  const lost = await Promise.race([Promise.all(ends), sleep(untilS * 1000, undefined, { ref: false })]);
  await faulted;
  const scripts = await countScripts(admin);
  const before = await countCommands(admin);
  await sleep(IDLE_MS);
  // INFO itself is one, where there is a Redis.
  const idleCommands = Math.max(0, (await countCommands(admin)) - before - 1);
  for (const worker of workers) worker.kill('SIGKILL');
  admin.disconnect();
  await Promise.all([server.close(), proxy.close(), redis.stop()]);
  const served = server.arrivals.filter(arrival => arrival.served).map(arrival => arrival.at);
  const seconds = ((served.at(-1) ?? 0) - (served[0] ?? 0)) / 1000;
  return {
    arrivals: server.arrivals,
    seconds,
    over: seconds / ((served.length - service.burst) / service.perSecond),
    throttles: server.arrivals.length - served.length,
    lost: lost === undefined ? PROCESSES * JOBS : lost.reduce((sum, count) => sum + count, 0),
    gapS: Math.max(...served.slice(1).map((at, i) => at - (served[i] ?? at))) / 1000,
    scripts,
    idleCommands,
  };
}

function startWorker(task: WorkerTask): ChildProcess {
  return fork(new URL('./quotaWorker.ts', import.meta.url), {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, TASK: JSON.stringify(task) },
  });
}

/** The jobs that a process has lost; none for a process that was killed. */
async function lostBy(worker: ChildProcess): Promise<number> {
  const [message] = (await Promise.race([once(worker, 'message'), once(worker, 'exit')])) as [
    { lost: number } | null,
  ];
  return typeof message === 'object' && message !== null ? message.lost : 0;
}

async function countScripts(redis: Redis): Promise<number> {
  const stats = await inMs(redis.info('commandstats'));
  return [...stats.matchAll(/cmdstat_eval(?:sha)?:calls=(\d+)/g)].reduce((sum, [, n]) => sum + Number(n), 0);
}

async function countCommands(redis: Redis): Promise<number> {
  return Number(/total_commands_processed:(\d+)/.exec(await inMs(redis.info('stats')))?.[1] ?? 0);
}

const inMs = (text: Promise<string>): Promise<string> => Promise.race([text.catch(() => ''), sleep(500, '')]);
