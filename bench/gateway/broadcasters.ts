import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Observable, of, Subject } from 'rxjs';
import type { WatchEvent } from 'stepstream';
import { EventMessage } from 'stepstream/codecs';
import type { createGateway as CreateGateway } from 'stepstream/gateway';
import { WebSocketServer, type WebSocket } from 'ws';

/** `gateway`: the gateway. `bare`: what `ws` alone does. `beside`: the gateway of the clone that BESIDE names. */
export type Contender = 'gateway' | 'bare' | 'beside';

/** Sends events of jobs to the clients that follow them. */
export interface Broadcaster {
  readonly port: number;
  readonly clients: () => number;
  readonly send: (event: WatchEvent) => void;
}

/** Starts a contender on a free port. */
export const startBroadcaster = (contender: Contender): Promise<Broadcaster> =>
  contender === 'bare' ? bare() : gateway(contender);

async function gateway(contender: Contender): Promise<Broadcaster> {
  const built =
    contender === 'beside' ? `${process.env['BESIDE']}/dist/gateway/index.js` : 'stepstream/gateway';
  const { createGateway } = (await import(built)) as { createGateway: typeof CreateGateway };
  const jobs = new Map<string, Subject<WatchEvent>>();
  const recommender = {
    shared$: (jobName: string) =>
      new Observable<WatchEvent>(out => {
        const live = new Subject<WatchEvent>();
        jobs.set(jobName, live);
        return live.subscribe(out);
      }),
    jobs$: () => of({ index: 0, jobs: [] }),
  };
  const served = createGateway({ recommender, drainMs: 100 });
  const { port } = await served.listen();
  return {
    port,
    clients: () => served.stats().clients,
    send: event => {
      jobs.get(event.jobName)?.next(event);
    },
  };
}

/** The least that a server of jobs does with `ws`: it knows the clients of each job, and sends them the same bytes. */
async function bare(): Promise<Broadcaster> {
  const http = createServer();
  const server = new WebSocketServer({ server: http, perMessageDeflate: false, clientTracking: false });
  const jobs = new Map<string, Set<WebSocket>>();
  server.on('connection', (socket, { url = '' }) => {
    const jobName = url.slice('/jobs/'.length);
    const clients = jobs.get(jobName) ?? new Set();
    jobs.set(jobName, clients.add(socket));
    socket.on('close', () => clients.delete(socket));
  });
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve));
  let seq = 0;
  return {
    port: (http.address() as AddressInfo).port,
    clients: () => [...jobs.values()].reduce((count, { size }) => count + size, 0),
    send: event => {
      const message = { type: 'event', epoch: '0123456789abcdef', seq: ++seq, event } as const;
      const bytes = Buffer.from(JSON.stringify(EventMessage.encode(message)));
      for (const client of jobs.get(event.jobName) ?? []) client.send(bytes, { binary: false });
    },
  };
}
