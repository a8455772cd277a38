import { setTimeout as sleep } from 'node:timers/promises';
import type { Row } from '../row.js';
import type { ClientsReply, ClientsRequest } from './clients.js';
import { RemoteProcess } from './remoteProcess.js';
import type { ServerReply, ServerRequest, Stream } from './server.js';

const STALL_CLIENTS = 1_000;
const STALLED = 200;
const STALL_BOUND_KB = 512;
const STALL_BOUND_S = 30;
const STREAM: Stream = { jobs: 1, events: 5, perSecond: 50 };

/** Clients of which some stall. */
export async function stalledRows(): Promise<readonly Row[]> {
  const server = new RemoteProcess<ServerRequest, ServerReply>('./server.ts');
  const clients = new RemoteProcess<ClientsRequest, ClientsReply>('./clients.ts');
  try {
    const { port } = await server.ask({ kind: 'listen', contender: 'gateway' });
    await clients.ask({ kind: 'connect', port: port!, count: STALL_CLIENTS, jobs: 1 });
    await server.ask({ kind: 'stream', stream: { ...STREAM, events: 100 } });
    await sleep(300);
    await clients.ask({ kind: 'report' });
    const before = (await server.ask({ kind: 'memory' })).rss!;
    await clients.ask({ kind: 'stall', count: STALLED });
    const start = performance.now();
    let [most, gone, events] = [before, Infinity, 0];
    while (performance.now() - start < (STALL_BOUND_S + 5) * 1000) {
      await server.ask({ kind: 'stream', stream: STREAM });
      events += STREAM.events;
      const left = (await server.ask({ kind: 'clients' })).clients!;
      if (left === STALL_CLIENTS - STALLED) {
        gone = (performance.now() - start) / 1000;
        break;
      }
      if (events % STREAM.perSecond === 0) most = Math.max(most, (await server.ask({ kind: 'memory' })).rss!);
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
