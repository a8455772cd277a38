import { PolledJob } from './polledJob.js';
import { randomBelow } from './randomBelow.js';
import { RelayedGateways, stepsText, type RelayedClient, type RelayedGateway } from './relayedGateways.js';
import { virtualTime } from './virtualTime.js';

/** What a schedule has shown. */
export interface ScheduleResult {
  readonly faults: number;
  readonly polls: number;
  /** Largest number of polls that a gateway made beside the holder of the lease, though the log could be reached. */
  readonly late: number;
  readonly snapshots: number;
  readonly resumed: number;
  readonly restarted: number;
  /** Number of events that showed a client an older state of a step than it had from the same gateway. */
  readonly older: number;
}

/** Milliseconds of random faults, and of the calm in which all must agree. */
const FAULTY_MS = 60_000;
const CALM_MS = 20_000;
const CLIENTS = 6;
const GATEWAYS = 3;
const KEYS = 8;

/**
 * Three gateways, six clients and two jobs, one minute of random faults: gateways are killed, closed, started anew and frozen,
 * links are cut, slow, or lose replies, the engine stalls, is flushed, and fails over to a replica that is behind, clients hop. Then calm. Throws where a client was
 * told something that isn't so, or doesn't have the state of the service in the end.
 */
export async function runSchedule(seed: number): Promise<ScheduleResult> {
  const below = randomBelow(seed);
  const pick = <T>(from: readonly T[]): T => from[below(from.length)]!;
  const time = virtualTime(() => below(1_000) / 1_000);
  const jobs = new Map(['job', 'other'].map(name => [name, new PolledJob(name)]));
  const fleet = new RelayedGateways(
    time,
    (gateway, at, name, known) => {
      const job = jobs.get(name)!;
      return job.watch$(gateway, at, known, 500, 30 + below(100));
    },
    { lingerMs: 3_000 },
  );
  let names = 0;
  let faults = 0;
  const start = (): RelayedGateway => fleet.start(`g${String((names += 1))}`);
  for (let n = 0; n < GATEWAYS; n++) start();
  const up = (): readonly RelayedGateway[] => fleet.gateways.filter(({ isUp }) => isUp);
  const open = (): readonly RelayedGateway[] => up().filter(gateway => !gateway.time.isFrozen());
  const clients = Array.from({ length: CLIENTS }, (_, n) => fleet.client(n % 3 === 0 ? 'other' : 'job'));
  const connect = (client: RelayedClient): void => {
    const gateway = open()[below(Math.max(1, open().length))];
    if (gateway !== undefined && !client.hasEndedForGood) client.connect(gateway);
  };
  const replaceLater = (): void => {
    time.after(500 + below(4_000), () => void start());
  };
  /** Moment at which the log was lost: a gateway may poll until it learns that its lease is gone. */
  let flushedAt = -Infinity;
  const closing: Promise<void>[] = [];
  let figure = 0;

  const faultKinds: readonly (() => void)[] = [
    () => {
      if (up().length < 2) return;
      const gateway = pick(up());
      gateway.kill();
      for (const client of clients) if (client.gateway === gateway) client.disconnect();
      replaceLater();
    },
    () => {
      if (open().length < 2) return;
      closing.push(pick(open()).close());
      replaceLater();
    },
    () => {
      if (open().length < 2) return;
      const gateway = pick(open());
      const ms = 500 + below(9_000);
      gateway.time.freeze();
      time.after(ms, () => {
        closing.push(gateway.time.thaw());
      });
    },
    () => {
      const { link } = pick(up());
      const ms = 200 + below(8_000);
      const gateway = up().find(one => one.link === link)!;
      if (below(2) === 0) link.isAway = true;
      else link.isCutOff = true;
      time.after(ms, () => {
        if (gateway.isUp) link.heal();
      });
    },
    () => {
      const gateway = pick(up());
      gateway.link.lostReplies += 1 + below(3);
    },
    () => {
      const gateway = pick(up());
      const ms = 500 + below(5_000);
      gateway.link.slowMs = below(1_500);
      time.after(ms, () => {
        gateway.link.slowMs = 0;
      });
    },
    () => {
      const ms = below(8_000);
      fleet.logs.stall(ms);
    },
    () => {
      flushedAt = time.monotonic();
      fleet.logs.flush();
    },
    () => {
      fleet.logs.holdReplica();
      time.after(below(3_000), () => {
        flushedAt = time.monotonic();
        fleet.logs.failOver();
      });
    },
  ];

  const end = FAULTY_MS;
  const doneAt = below(3) === 0 ? below(FAULTY_MS) : Infinity;
  const isFaulty = (): boolean => time.monotonic() < end;
  const every = (ms: () => number, run: () => void): void => {
    time.after(ms(), () => {
      run();
      every(ms, run);
    });
  };
  every(
    () => 100 + below(900),
    () => {
      const job = pick([...jobs.values()]);
      if (job.state.status.done || !isFaulty()) return;
      if (job.name === 'other' && time.monotonic() > doneAt) job.done();
      else if (below(5) === 0) job.remove(`s${below(KEYS)}`);
      else job.put(`s${below(KEYS)}`, (figure += 1));
    },
  );
  every(
    () => 1_500 + below(4_000),
    () => {
      if (!isFaulty()) return;
      faults += 1;
      pick(faultKinds)();
    },
  );
  every(
    () => 300 + below(1_500),
    () => {
      const client = pick(clients);
      if (isFaulty() && below(3) === 0) {
        if (below(2) === 0) client.disconnect();
        else connect(client);
      }
      for (const one of clients) if (one.gateway === undefined) connect(one);
    },
  );

  /** Polls of a gateway while another one holds the lease, by gateway, job and the number of leases granted so far. */
  const lateBy = new Map<string, number>();
  let late = 0;
  let grants = 0;
  fleet.logs.onGrant = () => (grants += 1);
  for (const [name, job] of jobs) {
    job.onPoll = gateway => {
      const holder = fleet.logs.holder(name);
      if (holder === undefined || holder === gateway) return;
      const { failedAt, isFailing } = fleet.gateways.find(one => one.name === gateway)!.link;
      const excusedAt = Math.max(failedAt, flushedAt);
      if (isFailing || time.monotonic() - excusedAt < fleet.logs.leaseMs) return;
      const key = `${gateway} ${name} ${String(grants)}`;
      const count = (lateBy.get(key) ?? 0) + 1;
      lateBy.set(key, count);
      late = Math.max(late, count);
    };
  }

  await time.pass(FAULTY_MS);
  await time.pass(CALM_MS);
  for (const client of clients) {
    const job = jobs.get(client.jobName)!;
    const where = `seed ${String(seed)}, ${client.jobName} at ${client.gateway?.name ?? 'no gateway'}`;
    if (client.gateway === undefined && !client.hasEndedForGood) throw new Error(`${where}: not connected`);
    const [has, is] = [stepsText(client.replica.steps), stepsText(job.state.steps)];
    if (has !== is) throw new Error(`${where}: the client has ${has} of ${is}`);
    if (client.isStale) throw new Error(`${where}: the client thinks that it's stale`);
  }
  if (fleet.problems.length > 0) throw new Error(`seed ${String(seed)}: ${fleet.problems[0]!}`);
  const positions = new Set(
    clients.filter(({ jobName }) => jobName === 'job').map(({ replica }) => JSON.stringify(replica.position)),
  );
  if (positions.size > 1) throw new Error(`seed ${String(seed)}: positions ${[...positions].join()}`);
  const all = fleet.close();
  await time.pass(5_000);
  await Promise.all([all, ...closing]);
  const hellos = clients.flatMap(client => client.ofType('hello'));
  return {
    faults,
    polls: [...jobs.values()].reduce((sum, { polls }) => sum + polls.length, 0),
    late,
    snapshots: clients.reduce((sum, client) => sum + client.ofType('snapshot').length, 0),
    resumed: hellos.filter(({ resumed }) => resumed).length,
    older: clients.reduce((sum, client) => sum + olderStates(client), 0),
    restarted: hellos.filter(({ resumed }) => !resumed).length,
  };
}

/** Counts the events that show an older figure of a step than one before in the same connection: figures only grow. */
function olderStates({ events, connections }: RelayedClient): number {
  const newest = new Map<string, number>();
  let count = 0;
  for (const [index, event] of events.entries()) {
    // Another gateway may not have been told yet what the one before has seen.
    if (connections.includes(index)) newest.clear();
    if (event.type !== 'step' || event.change === 'removed') continue;
    const figure = event.step.InferenceBenchmark?.Metrics?.CostPerInference ?? 0;
    const before = newest.get(event.key) ?? 0;
    if (figure < before) count += 1;
    newest.set(event.key, Math.max(before, figure));
  }
  return count;
}
