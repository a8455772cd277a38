import { expect } from 'chai';
import { existsSync } from 'node:fs';
import type { Context } from 'mocha';
import { GATEWAYS, machineSet, SERVICES } from '../../scripts/machineSet.mjs';
import { freePort, startMachines, type Machines } from '../../scripts/startMachines.mjs';
import type { Step } from '../../src/core/step.js';
import { decodeStep } from '../../src/decode/decodeStep.js';
import { startSimulator, type Simulator } from '../../src/testing/index.js';
import { isRedisInstalled } from '../support/redisServer.js';
import { until } from '../support/simulated.js';
import { skip } from '../support/skip.js';
import { sortedLines } from '../support/watchChecker.js';
import { RoamingClient } from './roamingClient.js';

const NGINX = '/usr/sbin/nginx';
const HOST = '127.0.0.1';
const TOKEN = 'a-token-of-the-specs';
const JOB = 'text-classifier-live';
const MINUTE = 60_000;
/** Longest wait for all clients, in milliseconds: it only finds hangs. A quiet job is polled once a minute. */
const PATIENCE_MS = 150_000;
/** Number of clients over WebSocket, and as many over SSE. */
const CLIENTS = 2;

/** Skips the suite around where this machine has no nginx or no Redis. */
export function needsMachines(context: Context): void {
  if (!existsSync(NGINX)) skip(context, 'nginx is not installed: apt-get install nginx-light');
  if (!isRedisInstalled()) skip(context, 'redis-server is not installed: apt-get install redis-server');
}

/** A running set with clients. */
export interface Played {
  readonly machines: Machines;
  readonly clients: readonly RoamingClient[];
  /** A step changes; resolves once every client has it. */
  readonly change: () => Promise<void>;
}

/**
 * Starts the set of `node scripts/machines.mjs` on a simulator of its own, with clients of one job behind nginx, and lets
 * `work` kill what it likes. Then the job ends. Fails unless each client has the steps that the job has, and no position
 * had two contents. `gateway` is the command of a gateway, which gets the flags of `serve`.
 */
export async function playMachines(
  gateway: readonly string[],
  work: (played: Played) => Promise<void>,
): Promise<void> {
  const simulator = await startSimulator({ speed: 0, jobs: [{ name: JOB, live: true, steps: 40 }] });
  simulator.advance(20 * MINUTE);
  const ports: Record<string, number> = { simulator: Number(new URL(simulator.endpoint).port) };
  for (const name of SERVICES) ports[name] ??= await freePort();
  const at = (name: string) => ({ host: HOST, port: ports[name]! });
  const set = machineSet({ at, listen: HOST, token: TOKEN }).filter(({ name }) => name !== 'simulator');
  const commandOf = { 'redis-server': ['redis-server'], nginx: [NGINX], stepstream: gateway };
  const died: string[] = [];
  const machines = await startMachines(set, { commandOf, onEnd: name => died.push(name) }).catch(
    async (error: unknown) => {
      await simulator.close();
      throw error;
    },
  );
  const told = new Map<string, string>();
  const tell = (what: string, position: string, content: string): void => {
    const id = `${what} ${position}`;
    const before = told.get(id);
    if (before !== undefined && before !== content)
      throw new Error(`two contents at ${id}:\n${before}\n${content}`);
    told.set(id, content);
  };
  const url = `http://${HOST}:${String(ports['nginx'])}/jobs/${JOB}`;
  const clients = Array.from(
    { length: 2 * CLIENTS },
    (_, i) => new RoamingClient(url, TOKEN, i % 2 === 0 ? 'WebSocket' : 'SSE', tell),
  );
  const failed = (): unknown => clients.find(({ failure }) => failure !== undefined)?.failure;
  const all = async (holds: (client: RoamingClient) => boolean): Promise<void> => {
    await until(() => failed() !== undefined || clients.every(holds), String(holds), PATIENCE_MS);
    if (failed() !== undefined) throw failed();
  };
  let changes = 0;
  try {
    await work({
      machines,
      clients,
      change: async () => {
        changes += 1;
        const CostPerInference = changes;
        const Metrics = { CostPerHour: 1, MaxInvocations: 1, ModelLatency: 5, CostPerInference };
        simulator.editStep(JOB, 0, { InferenceBenchmark: { Metrics } });
        await all(({ replica }) =>
          [...replica.steps.values()].some(
            step => step.InferenceBenchmark?.Metrics?.CostPerInference === CostPerInference,
          ),
        );
      },
    });
    simulator.advance(24 * 60 * MINUTE);
    await all(({ isOver }) => isOver);
    const truth = sortedLines(stepsOf(simulator));
    for (const { replica } of clients) expect(sortedLines(replica.steps.values())).deep.equal(truth);
    expect(died, 'processes that ended by themselves').deep.equal([]);
  } finally {
    await Promise.all(clients.map(client => client.stop()));
    await machines.close();
    await simulator.close();
  }
}

function stepsOf(simulator: Simulator): readonly Step[] {
  const now = simulator.now();
  return (simulator.world.job(JOB, now)?.steps(now) ?? []).flatMap(({ wire }) => {
    const step = decodeStep(wire);
    return step._tag === 'Right' ? [step.right] : [];
  });
}

/** Lets all clients look for another gateway, as a page does after two heartbeats of silence. */
export function leaveSilence(clients: readonly RoamingClient[]): void {
  for (const client of clients) client.leave();
}

export { GATEWAYS };
