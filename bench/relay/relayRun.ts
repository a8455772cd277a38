import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { connect, decodeSteps } from 'stepstream';
import { startSimulator, type Simulator } from 'stepstream/testing';
import { lastValueFrom, toArray } from 'rxjs';
import { startRedisServer } from '../../spec/support/redisServer.js';
import { freePorts } from './freePorts.js';
import { startPollLog, type Poll } from './pollLog.js';
import { startGateway } from './startGateway.js';
import type { RelayClientsReport, RelayClientsRequest } from './relayClients.js';

// Credentials that the simulator takes.
process.env['AWS_ACCESS_KEY_ID'] ??= 'bench';
process.env['AWS_SECRET_ACCESS_KEY'] ??= 'bench';

/** How a gateway goes away. */
export type End = 'kill' | 'stop' | 'close';

/** One end of a gateway, and how long the jobs that it polled weren't polled then. */
export interface Takeover {
  readonly how: End;
  /** Milliseconds from the end to the first call by another gateway, for each job. */
  readonly tookMs: readonly number[];
  /** Most calls about one job that this gateway made after another one had taken over. */
  readonly late: number;
}

export interface RelayOutcome {
  readonly takeovers: readonly Takeover[];
  readonly report: RelayClientsReport;
  /** Jobs whose state at some client differs from the service's. */
  readonly wrong: readonly string[];
  readonly clients: number;
  /** Bytes of Redis for each job. */
  readonly bytesPerJob: number;
}

export interface RelayScenario {
  readonly clients: number;
  readonly jobs: number;
  readonly ends: number;
  /** A number from 0 to 1, for moments and choices. */
  readonly random: () => number;
}

const GATEWAYS = 3;
/** Interval of the polls, in milliseconds. */
const POLL_MS = 500;
const STEPS = 40;
/** How much faster than real the jobs run, so that a step changes each second or so. */
const SPEED = 15;
/** How long a gateway stands still. */
const STOPPED_MS = 5_000;
const HOWS: readonly End[] = ['kill', 'stop', 'close'];

/** Gateways behind one another, with clients that follow jobs through the ends of these gateways. */
export async function runRelay({ clients, jobs, ends, random }: RelayScenario): Promise<RelayOutcome> {
  const redis = await startRedisServer();
  const names = Array.from({ length: jobs }, (_, i) => `job-${String(i)}`);
  const simulator = await startSimulator({
    speed: SPEED,
    jobs: names.map(name => ({ name, steps: STEPS, live: true })),
  });
  const polls: Poll[] = [];
  const ports = await freePorts(GATEWAYS);
  const logs = await Promise.all(
    ports.map((_, gateway) => startPollLog(gateway, simulator.endpoint, poll => polls.push(poll))),
  );
  const start = (gateway: number): Promise<ChildProcess> =>
    startGateway({
      endpoint: logs[gateway]?.endpoint ?? '',
      port: ports[gateway] ?? 0,
      redisPort: redis.port,
      pollMs: POLL_MS,
    });
  const gateways = await Promise.all(ports.map((_, gateway) => start(gateway)));
  const pool = fork(new URL('./relayClients.ts', import.meta.url), { execArgv: ['--import', 'tsx'] });
  await ask(pool, { kind: 'connect', ports, jobs: names, count: clients });
  await sleep(5_000);

  const takeovers: Takeover[] = [];
  for (let i = 0; i < ends; i++) {
    await ask(pool, { kind: 'home' });
    await sleep(1_000 + random() * 2_000);
    const how = HOWS[i % HOWS.length] ?? 'kill';
    const gateway = Math.floor(random() * GATEWAYS);
    takeovers.push(await end(gateways, gateway, how, polls, start));
    process.stderr.write(`    ${how} ${String(i + 1)} of ${String(ends)}\n`);
  }
  const bytesPerJob = await memoryOf(redis.port, names);
  simulator.advance(24 * 3_600_000);
  const report = await doneReport(pool, clients);
  const wrong = await wrongStates(simulator, names, report);
  pool.kill('SIGKILL');
  for (const child of gateways) child.kill('SIGKILL');
  await Promise.all([...logs.map(log => log.close()), redis.stop()]);
  await simulator.close();
  return { takeovers, report, wrong, clients, bytesPerJob };
}

/** Ends a gateway, and starts it anew, or lets it go on. */
async function end(
  gateways: ChildProcess[],
  gateway: number,
  how: End,
  polls: readonly Poll[],
  start: (gateway: number) => Promise<ChildProcess>,
): Promise<Takeover> {
  const child = gateways[gateway];
  const since = performance.now();
  const owned = jobsOf(polls, gateway, since);
  const exited = child === undefined ? undefined : once(child, 'exit');
  if (how === 'close') child?.send('close');
  else child?.kill(how === 'kill' ? 'SIGKILL' : 'SIGSTOP');
  await sleep(STOPPED_MS);
  if (how === 'stop') {
    child?.kill('SIGCONT');
    await sleep(2_000);
  } else {
    await exited;
    gateways[gateway] = await start(gateway);
  }
  const after = polls.filter(({ at }) => at > since);
  const tookMs = owned.map(jobName => {
    const first = after.find(poll => poll.jobName === jobName && poll.gateway !== gateway);
    return first === undefined ? Infinity : first.at - since;
  });
  const late = owned.map((jobName, i) => {
    const takenOverAt = since + (tookMs[i] ?? 0);
    return after.filter(poll => poll.jobName === jobName && poll.gateway === gateway && poll.at > takenOverAt)
      .length;
  });
  return { how, tookMs, late: Math.max(0, ...late) };
}

/** The jobs that a gateway has polled last. */
function jobsOf(polls: readonly Poll[], gateway: number, now: number): readonly string[] {
  const latest = new Map(
    polls.filter(({ at }) => at > now - 4 * POLL_MS).map(poll => [poll.jobName, poll.gateway]),
  );
  return [...latest].flatMap(([jobName, poller]) => (poller === gateway ? [jobName] : []));
}

async function doneReport(pool: ChildProcess, clients: number): Promise<RelayClientsReport> {
  let report = (await ask(pool, { kind: 'report' })) as RelayClientsReport;
  for (let tries = 0; report.done < clients && tries < 60; tries++) {
    await sleep(1_000);
    report = (await ask(pool, { kind: 'report' })) as RelayClientsReport;
  }
  return report;
}

async function wrongStates(
  simulator: Simulator,
  names: readonly string[],
  { states }: RelayClientsReport,
): Promise<readonly string[]> {
  const recommender = connect({
    region: 'us-east-1',
    endpoint: simulator.endpoint,
    quota: { perSecond: Infinity },
  });
  const wrong: string[] = [];
  for (const name of names) {
    const steps = await lastValueFrom(recommender.steps$(name).pipe(decodeSteps(), toArray()));
    const expected = JSON.stringify(steps.map(step => JSON.stringify(step)).toSorted());
    const found = states[name] ?? [];
    if (found.length !== 1 || found[0] !== expected) wrong.push(name);
  }
  await recommender.close();
  return wrong;
}

/** Bytes of all keys of a relay, by job. */
async function memoryOf(port: number, names: readonly string[]): Promise<number> {
  const admin = new Redis(port, '127.0.0.1');
  admin.on('error', () => undefined);
  const keys = await admin.keys('*');
  const sizes = await Promise.all(keys.map(key => admin.call('MEMORY', 'USAGE', key, 'SAMPLES', '0')));
  admin.disconnect();
  return sizes.reduce((sum: number, size) => sum + Number(size), 0) / names.length;
}

async function ask(pool: ChildProcess, request: RelayClientsRequest): Promise<unknown> {
  pool.send(request);
  const [reply] = (await once(pool, 'message')) as [unknown];
  return reply;
}
