import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSimulator } from 'stepstream/testing';
import { startRedisServer } from '../../spec/support/redisServer.js';
import { freePorts } from './freePorts.js';
import { startGateway } from './startGateway.js';
import type { RelayClientsRequest } from './relayClients.js';

/** CPU time of three gateways with the same clients of the same jobs, in milliseconds. */
export interface RelayCpu {
  /** Polls the jobs, and appends to their logs. */
  readonly polling: number;
  /** Reads the logs. */
  readonly relaying: number;
  /** Polls the jobs, without a relay. */
  readonly alone: number;
}

const JOBS = 20;
const CLIENTS = 100;
const POLL_MS = 500;
/** Steps of the jobs begin and end often. */
const SPEED = 60;
const MEASURED_MS = 20_000;

/** Measures what relaying costs beside polling. */
export async function relayCpu(): Promise<RelayCpu> {
  const redis = await startRedisServer();
  const names = Array.from({ length: JOBS }, (_, i) => `job-${String(i)}`);
  const jobs = names.map(name => ({ name, steps: 40, live: true }));
  const simulator = await startSimulator({ speed: SPEED, jobs });
  const ports = await freePorts(3);
  const gateways = await Promise.all(
    ports.map((port, i) =>
      startGateway({
        endpoint: simulator.endpoint,
        port,
        redisPort: i === 2 ? undefined : redis.port,
        pollMs: POLL_MS,
      }),
    ),
  );
  const pools: ChildProcess[] = [];
  for (const port of ports) {
    pools.push(await connectClients({ kind: 'connect', ports: [port], jobs: names, count: CLIENTS }));
    // The first gateway gets the leases.
    await sleep(3_000);
  }
  const before = await Promise.all(gateways.map(cpuOf));
  await sleep(MEASURED_MS);
  const after = await Promise.all(gateways.map(cpuOf));
  for (const child of [...gateways, ...pools]) child.kill('SIGKILL');
  await redis.stop();
  await simulator.close();
  const [polling = NaN, relaying = NaN, alone = NaN] = after.map((cpu, i) => cpu - (before[i] ?? 0));
  return { polling, relaying, alone };
}

async function connectClients(request: RelayClientsRequest): Promise<ChildProcess> {
  const pool = fork(new URL('./relayClients.ts', import.meta.url), { execArgv: ['--import', 'tsx'] });
  pool.send(request);
  await once(pool, 'message');
  return pool;
}

async function cpuOf(gateway: ChildProcess): Promise<number> {
  gateway.send('cpu');
  const [{ user, system }] = (await once(gateway, 'message')) as [NodeJS.CpuUsage];
  return (user + system) / 1000;
}
