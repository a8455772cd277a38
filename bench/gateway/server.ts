// The server of the gateway's bench, in a process of its own. Asked by messages; answers each.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { startBroadcaster, type Broadcaster, type Contender } from './broadcasters.js';
import { eventOf, jobNameOf } from './events.js';

/** Events of all jobs, spread evenly over the time. */
export interface Stream {
  readonly jobs: number;
  /** Events of each job. */
  readonly events: number;
  /** Events of each job in a second. */
  readonly perSecond: number;
}

/** What the server is asked. */
export type ServerRequest =
  | { readonly kind: 'listen'; readonly contender: Contender }
  | { readonly kind: 'stream'; readonly stream: Stream }
  | { readonly kind: 'clients' }
  | { readonly kind: 'memory' }
  | { readonly kind: 'cpu' };

/** What it answers. */
export interface ServerReply {
  readonly port?: number;
  readonly clients?: number;
  /** Bytes that the process holds after a collection: all of its memory, and what its objects take. */
  readonly rss?: number;
  readonly heap?: number;
  /** CPU of the process so far, in milliseconds. */
  readonly cpuMs?: number;
  /** Longest time in which the event loop did one thing, in milliseconds. */
  readonly longestStopMs?: number;
}

let server: Broadcaster | undefined;
let sent = 0;

async function stream({ jobs, events, perSecond }: Stream): Promise<ServerReply> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const start = performance.now();
  for (let n = 0; n < jobs * events; n++) {
    await sleep(Math.max(0, start + (n * 1000) / (jobs * perSecond) - performance.now()));
    server!.send(eventOf(jobNameOf(n % jobs), Math.floor(sent++ / jobs)));
  }
  delay.disable();
  return { longestStopMs: delay.max / 1e6 };
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function memory(): Promise<ServerReply> {
  for (let n = 0; n < 2; n++) {
    globalThis.gc?.();
    await sleep(50);
  }
  const { rss, heapUsed } = process.memoryUsage();
  return { rss, heap: heapUsed };
}

async function answer(request: ServerRequest): Promise<ServerReply> {
  switch (request.kind) {
    case 'listen':
      server = await startBroadcaster(request.contender);
      return { port: server.port };
    case 'stream':
      return stream(request.stream);
    case 'clients':
      return { clients: server!.clients() };
    case 'memory':
      return memory();
    case 'cpu':
      return { cpuMs: cpuMs() };
  }
}

process.on('message', (request: ServerRequest) => {
  void answer(request).then(reply => process.send?.(reply));
});
