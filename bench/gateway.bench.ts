import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientsReply, ClientsRequest } from './gatewayClients.js';
import type { ServerReply, ServerRequest } from './gatewayServer.js';
import { median, quantile } from './measure.js';
import type { Row } from './row.js';

const CLIENTS = 2_000;
const EVENTS = 250;
const PER_SECOND = 50;
const ROUNDS = 3;
const CPU_BOUND = 1.25;

const STALL_CLIENTS = 1_000;
const STALLED = 200;
const STALL_BOUND_KB = 512;
const STALL_BOUND_S = 30;

/** Another process, which answers one message after the other. */
class Remote<Q, A> {
  readonly #child: ChildProcess;

  constructor(file: string) {
    this.#child = fork(new URL(file, import.meta.url), { execArgv: ['--expose-gc', '--import', 'tsx'] });
  }

  async ask(request: Q): Promise<A> {
    this.#child.send(request as never);
    const [reply] = (await once(this.#child, 'message')) as [A];
    return reply;
  }

  end(): void {
    this.#child.kill();
  }
}

interface Round {
  /** Microseconds of the server's CPU for each message delivered. */
  readonly cpuUs: number;
  readonly p50: number;
  readonly p99: number;
  /** Kilobytes that a client costs the server. */
  readonly clientKb: number;
  /** Share of the messages that arrived. */
  readonly delivered: number;
}

async function round(who: 'ours' | 'bare'): Promise<Round> {
  const server = new Remote<ServerRequest, ServerReply>('./gatewayServer.ts');
  const clients = new Remote<ClientsRequest, ClientsReply>('./gatewayClients.ts');
  try {
    const { port } = await server.ask({ kind: 'listen', who });
    const before = (await server.ask({ kind: 'memory' })).bytes!;
    await clients.ask({ kind: 'connect', port: port!, count: CLIENTS });
    await sleep(200);
    const after = (await server.ask({ kind: 'memory' })).bytes!;
    // The first seconds warm the code up.
    await server.ask({ kind: 'stream', events: 50, perSecond: PER_SECOND });
    await sleep(300);
    await clients.ask({ kind: 'report' });
    const { cpuMs } = await server.ask({ kind: 'stream', events: EVENTS, perSecond: PER_SECOND });
    await sleep(500);
    const { least, most, latencies } = await clients.ask({ kind: 'report' });
    const delivered = ((least! + most!) / 2) * CLIENTS;
    return {
      cpuUs: (cpuMs! * 1000) / delivered,
      p50: quantile(latencies!, 0.5),
      p99: quantile(latencies!, 0.99),
      clientKb: (after - before) / 1024 / CLIENTS,
      delivered: least! / EVENTS,
    };
  } finally {
    clients.end();
    server.end();
  }
}

async function crowd(): Promise<readonly Row[]> {
  const rounds: Record<'ours' | 'bare', Round[]> = { ours: [], bare: [] };
  for (let n = 0; n < ROUNDS; n++)
    for (const who of n % 2 === 0 ? (['bare', 'ours'] as const) : (['ours', 'bare'] as const))
      rounds[who].push(await round(who));
  const ratio = median(rounds.ours.map(({ cpuUs }, n) => cpuUs / rounds.bare[n]!.cpuUs));
  const of = (who: 'ours' | 'bare', key: keyof Round, digits: number): string =>
    median(rounds[who].map(one => one[key])).toFixed(digits);
  const least = Math.min(...rounds.ours.map(({ delivered }) => delivered));
  return [
    {
      what: `gateway, ${CLIENTS} clients, ${PER_SECOND} events/s: server CPU a message against bare ws`,
      figure: `${ratio.toFixed(2)} x (${of('ours', 'cpuUs', 1)} against ${of('bare', 'cpuUs', 1)} us)`,
      bound: `<= ${CPU_BOUND} x`,
      holds: ratio <= CPU_BOUND,
    },
    {
      what: 'gateway, the same: events that each client got',
      figure: `${(least * 100).toFixed(1)} %`,
      bound: '100 %',
      holds: least === 1,
    },
    {
      what: 'gateway, the same: event to client, median and p99',
      figure: `${of('ours', 'p50', 1)} and ${of('ours', 'p99', 1)} ms`,
      bound: `bare ws: ${of('bare', 'p50', 1)} and ${of('bare', 'p99', 1)} ms`,
    },
    {
      what: 'gateway, the same: memory for each client',
      figure: `${of('ours', 'clientKb', 1)} KB`,
      bound: `bare ws: ${of('bare', 'clientKb', 1)} KB`,
    },
  ];
}

async function stalled(): Promise<readonly Row[]> {
  const server = new Remote<ServerRequest, ServerReply>('./gatewayServer.ts');
  const clients = new Remote<ClientsRequest, ClientsReply>('./gatewayClients.ts');
  try {
    const { port } = await server.ask({ kind: 'listen', who: 'ours' });
    await clients.ask({ kind: 'connect', port: port!, count: STALL_CLIENTS });
    await server.ask({ kind: 'stream', events: 100, perSecond: PER_SECOND });
    await sleep(300);
    await clients.ask({ kind: 'report' });
    const before = (await server.ask({ kind: 'memory' })).bytes!;
    await clients.ask({ kind: 'stall', count: STALLED });
    const start = performance.now();
    let [most, gone, events] = [before, Infinity, 0];
    while (performance.now() - start < (STALL_BOUND_S + 5) * 1000) {
      await server.ask({ kind: 'stream', events: PER_SECOND / 10, perSecond: PER_SECOND });
      events += PER_SECOND / 10;
      const left = (await server.ask({ kind: 'clients' })).clients!;
      if (left === STALL_CLIENTS - STALLED) {
        gone = (performance.now() - start) / 1000;
        break;
      }
      if (events % PER_SECOND === 0) most = Math.max(most, (await server.ask({ kind: 'memory' })).bytes!);
    }
    await sleep(500);
    const { least, unsteady } = await clients.ask({ kind: 'report' });
    const costKb = (most - before) / 1024 / STALLED;
    return [
      {
        what: `gateway, ${STALLED} of ${STALL_CLIENTS} clients stalled: events that the others lost`,
        figure: `${events - least!} of ${events}, ${unsteady} conflated`,
        bound: '0',
        holds: least === events && unsteady === 0,
      },
      {
        what: 'gateway, the same: memory for each stalled client',
        figure: `${costKb.toFixed(0)} KB`,
        bound: `<= ${STALL_BOUND_KB} KB`,
        holds: costKb <= STALL_BOUND_KB,
      },
      {
        what: 'gateway, the same: until all of them are gone',
        figure: `${gone.toFixed(1)} s`,
        bound: `<= ${STALL_BOUND_S} s`,
        holds: gone <= STALL_BOUND_S,
      },
    ];
  } finally {
    clients.end();
    server.end();
  }
}

/** Many clients of one job, and clients that stall. */
export async function gateway(): Promise<readonly Row[]> {
  return [...(await crowd()), ...(await stalled())];
}
