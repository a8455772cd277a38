// The clients of the gateway's bench, many in a process of their own. Asked by messages; answers each.
import { jobNameOf } from './events.js';
import { RawClient } from './rawClient.js';

/** What the clients are asked. */
export type ClientsRequest =
  | { readonly kind: 'connect'; readonly port: number; readonly count: number; readonly jobs: number }
  | { readonly kind: 'stall'; readonly count: number }
  | { readonly kind: 'report' };

/** What they answer. */
export interface ClientsReply {
  /** Events that each client that wasn't stalled has had since the last report: the least and the most. */
  readonly least?: number;
  readonly most?: number;
  /** Clients, not counting those stalled, that got other than one event after the other. */
  readonly unsteady?: number;
  /** Milliseconds from event to client, of some of the events. */
  readonly latencies?: readonly number[];
}

/** Number of clients that connect at once. */
const AT_ONCE = 100;

const clients: RawClient[] = [];

async function answer(request: ClientsRequest): Promise<ClientsReply> {
  switch (request.kind) {
    case 'connect':
      for (let left = request.count; left > 0; left -= AT_ONCE) {
        const some = Array.from(
          { length: Math.min(AT_ONCE, left) },
          (_, n) => new RawClient(request.port, jobNameOf((left + n) % request.jobs), n),
        );
        clients.push(...some);
        await Promise.all(some.map(({ upgraded }) => upgraded));
      }
      return {};
    case 'stall':
      for (const client of clients.slice(0, request.count)) {
        client.stalled = true;
        client.socket.pause();
      }
      return {};
    case 'report': {
      const steady = clients.filter(({ stalled }) => !stalled);
      const counts = steady.map(({ events }) => events);
      const latencies = steady.flatMap(client => client.latencies.splice(0));
      const unsteady = steady.filter(({ catchUps }) => catchUps > 0).length;
      for (const client of steady) client.events = 0;
      return { least: Math.min(...counts), most: Math.max(...counts), unsteady, latencies };
    }
  }
}

process.on('message', (request: ClientsRequest) => {
  void answer(request).then(reply => process.send?.(reply));
});
