import { setTimeout as sleep } from 'node:timers/promises';
import { median, quantile } from '../measure.js';
import type { Contender } from './broadcasters.js';
import type { ClientsReply, ClientsRequest } from './clients.js';
import { RemoteProcess } from './remoteProcess.js';
import type { ServerReply, ServerRequest, Stream } from './server.js';

/** Clients that connect, and receive what is streamed. */
export interface Crowd {
  readonly clients: number;
  /** Number of processes that play them. */
  readonly processes: number;
  readonly stream: Stream;
}

/** What a crowd has cost its server, and what reached it. */
export interface Outcome {
  /** Microseconds of the server's CPU for each client that has joined, and for each message delivered. */
  readonly joinUs: number;
  readonly messageUs: number;
  /** Milliseconds from event to client. */
  readonly p50: number;
  readonly p99: number;
  /** Longest time in which the server's event loop did one thing, in milliseconds. */
  readonly longestStopMs: number;
  /** Kilobytes that a client costs the server: of its whole memory, and of its objects. */
  readonly rssKb: number;
  readonly heapKb: number;
  /** Part of the events that every client has received. */
  readonly delivered: number;
}

/** Runs a crowd once, server and clients in processes of their own. */
export async function runCrowd(contender: Contender, crowd: Crowd): Promise<Outcome> {
  const { stream, processes } = crowd;
  const server = new RemoteProcess<ServerRequest, ServerReply>('./server.ts');
  const clients = Array.from(
    { length: processes },
    () => new RemoteProcess<ClientsRequest, ClientsReply>('./clients.ts'),
  );
  const askClients = (request: ClientsRequest): Promise<ClientsReply[]> =>
    Promise.all(clients.map(some => some.ask(request)));
  const cpuMs = async (): Promise<number> => (await server.ask({ kind: 'cpu' })).cpuMs!;
  try {
    const { port } = await server.ask({ kind: 'listen', contender });
    const connect = (count: number): Promise<ClientsReply[]> =>
      askClients({ kind: 'connect', port: port!, count: count / processes, jobs: stream.jobs });
    // The first ones warm the code up: what is compiled is no client's.
    const first = crowd.clients / 10;
    await connect(first);
    const before = await server.ask({ kind: 'memory' });
    const beforeJoin = await cpuMs();
    const joining = crowd.clients - first;
    await connect(joining);
    await sleep(300);
    const joined = await cpuMs();
    const after = await server.ask({ kind: 'memory' });
    // The first second warms the code up.
    await server.ask({ kind: 'stream', stream: { ...stream, events: stream.perSecond } });
    await sleep(300);
    await askClients({ kind: 'report' });
    const beforeStream = await cpuMs();
    const { longestStopMs } = await server.ask({ kind: 'stream', stream });
    const streamed = await cpuMs();
    await sleep(500);
    const reports = await askClients({ kind: 'report' });
    const latencies = reports.flatMap(report => report.latencies!);
    const perClientKb = (key: 'rss' | 'heap'): number => (after[key]! - before[key]!) / 1024 / joining;
    return {
      joinUs: ((joined - beforeJoin) * 1000) / joining,
      messageUs: ((streamed - beforeStream) * 1000) / crowd.clients / stream.events,
      p50: quantile(latencies, 0.5),
      p99: quantile(latencies, 0.99),
      longestStopMs: longestStopMs!,
      rssKb: perClientKb('rss'),
      heapKb: perClientKb('heap'),
      delivered: Math.min(...reports.map(({ least }) => least!)) / stream.events,
    };
  } finally {
    for (const some of [...clients, server]) some.end();
  }
}

/** What several contenders' crowds have cost, each round one of each, in turn. */
export class Comparison {
  readonly outcomes: Map<Contender, Outcome[]> = new Map<Contender, Outcome[]>();

  of(contender: Contender, key: keyof Outcome): number {
    return median((this.outcomes.get(contender) ?? []).map(outcome => outcome[key]));
  }

  /** The median of the ratios of rounds. */
  ratio(contender: Contender, key: keyof Outcome): number {
    const bare = this.outcomes.get('bare') ?? [];
    const mine = this.outcomes.get(contender) ?? [];
    return median(mine.map((outcome, round) => outcome[key] / bare[round]![key]));
  }

  /** The figure of the gateway against that of bare `ws`, and the ratio of `BESIDE`, where it is given. */
  figure(key: keyof Outcome, unit: string): string {
    const figures = `${this.of('gateway', key).toFixed(1)} against ${this.of('bare', key).toFixed(1)} ${unit}`;
    const beside = this.outcomes.has('beside') ? `; beside: ${this.ratio('beside', key).toFixed(2)} x` : '';
    return `${this.ratio('gateway', key).toFixed(2)} x (${figures}${beside})`;
  }
}

/** Runs the crowd of each contender in turn. */
export async function compareCrowds(crowd: Crowd, rounds: number): Promise<Comparison> {
  const comparison = new Comparison();
  const contenders: Contender[] = ['bare', 'gateway', ...(process.env['BESIDE'] ? ['beside' as const] : [])];
  for (let round = 0; round < rounds; round++)
    for (const contender of round % 2 === 0 ? contenders : contenders.toReversed()) {
      const outcomes = comparison.outcomes.get(contender) ?? [];
      comparison.outcomes.set(contender, [...outcomes, await runCrowd(contender, crowd)]);
    }
  return comparison;
}
