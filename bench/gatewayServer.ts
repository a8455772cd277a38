// The server of the gateway's bench, in a process of its own: the gateway, or a bare broadcast with `ws` of
// the same bytes. Asked by messages; answers each.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Observable, of, Subject } from 'rxjs';
import type { Step, WatchEvent } from 'stepstream';
import { EventMessage } from 'stepstream/codecs';
import { createGateway } from 'stepstream/gateway';
import { WebSocketServer, type WebSocket } from 'ws';

/** What the server is asked. */
export type ServerRequest =
  | { readonly kind: 'listen'; readonly who: 'ours' | 'bare' }
  | { readonly kind: 'stream'; readonly events: number; readonly perSecond: number }
  | { readonly kind: 'clients' }
  | { readonly kind: 'memory' }
  | { readonly kind: 'close' };

/** What it answers. */
export interface ServerReply {
  readonly port?: number;
  readonly clients?: number;
  /** Bytes: what the process holds, after a collection. */
  readonly bytes?: number;
  /** Milliseconds of CPU that the stream took, and events in it. */
  readonly cpuMs?: number;
}

interface Server {
  readonly port: number;
  readonly clients: () => number;
  readonly send: (event: WatchEvent) => void;
  readonly close: () => Promise<void>;
}

const STEPS = 40;
const JOB = 'bench';

/** The moment on the clock that all processes of this machine share, in milliseconds. */
const moment = (): number => performance.timeOrigin + performance.now();

/** A step of about the size that real ones have. It says when it was sent. */
function stepOf(n: number): Step {
  return {
    StepType: 'BENCHMARK',
    JobName: JOB,
    Status: 'COMPLETED',
    InferenceBenchmark: {
      Metrics: {
        CostPerHour: 0.23,
        CostPerInference: 1.7e-7,
        MaxInvocations: 1000 + (n % 1000),
        ModelLatency: 41,
        CpuUtilization: 92.5,
        MemoryUtilization: 31.2,
      },
      EndpointConfiguration: {
        EndpointName: `sm-epc-bench-${n % STEPS}`,
        VariantName: 'main',
        InstanceType: 'ml.c5.large',
        InitialInstanceCount: 1,
      },
      ModelConfiguration: {
        EnvironmentParameters: [{ Key: 'OMP_NUM_THREADS', ValueType: 'String', Value: '4' }],
      },
      FailureReason: `sent at ${moment().toFixed(3)}`,
      InvocationStartTime: new Date(1_700_000_000_000),
      InvocationEndTime: new Date(1_700_000_060_000),
    },
  };
}

const eventOf = (n: number): WatchEvent => ({
  type: 'step',
  jobName: JOB,
  change: n < STEPS ? 'added' : 'updated',
  key: `sm-epc-bench-${n % STEPS}`,
  step: stepOf(n),
  changed: n < STEPS ? [] : ['InferenceBenchmark.Metrics.MaxInvocations'],
});

async function ours(): Promise<Server> {
  const live = new Subject<WatchEvent>();
  const recommender = {
    shared$: () => new Observable<WatchEvent>(out => live.subscribe(out)),
    jobs$: () => of({ index: 0, jobs: [] }),
  };
  const gateway = createGateway({ recommender, drainMs: 100 });
  const { port } = await gateway.listen();
  return {
    port,
    clients: () => gateway.stats().clients,
    send: event => {
      live.next(event);
    },
    close: () => gateway.close(),
  };
}

async function bare(): Promise<Server> {
  const http = createServer();
  const server = new WebSocketServer({ server: http, perMessageDeflate: false });
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve));
  let seq = 0;
  return {
    port: (http.address() as AddressInfo).port,
    clients: () => server.clients.size,
    send: event => {
      const message = { type: 'event', epoch: '0123456789abcdef', seq: ++seq, event } as const;
      const bytes = Buffer.from(JSON.stringify(EventMessage.encode(message)));
      const broadcast = (client: WebSocket): void => {
        client.send(bytes, { binary: false });
      };
      server.clients.forEach(broadcast);
    },
    close: async () => {
      for (const client of server.clients) client.terminate();
      await new Promise(resolve => http.close(resolve));
    },
  };
}

let server: Server | undefined;
let sent = 0;

async function stream(events: number, perSecond: number): Promise<number> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  for (let n = 0; n < events; n++) {
    await sleep(Math.max(0, start + (n * 1000) / perSecond - performance.now()));
    server!.send(eventOf(sent++));
  }
  const { user, system } = process.cpuUsage(cpu);
  return (user + system) / 1000;
}

async function answer(request: ServerRequest): Promise<ServerReply> {
  switch (request.kind) {
    case 'listen':
      sent = 0;
      server = await (request.who === 'ours' ? ours() : bare());
      return { port: server.port };
    case 'stream':
      return { cpuMs: await stream(request.events, request.perSecond) };
    case 'clients':
      return { clients: server!.clients() };
    case 'memory':
      globalThis.gc?.();
      return { bytes: process.memoryUsage.rss() };
    case 'close':
      await server!.close();
      return {};
  }
}

process.on('message', (request: ServerRequest) => {
  void answer(request).then(reply => process.send?.(reply));
});
