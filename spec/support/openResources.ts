import { subscribe } from 'node:diagnostics_channel';
import { Server, type AddressInfo, type Socket } from 'node:net';

type Tracked = Socket & { readonly server?: Server | null; readonly _handle?: { hasRef?: () => boolean } };

/** What a spec has opened and must close. */
export interface OpenResources {
  /** How many there are of each kind that is only counted: pipes, processes, listeners, fetches. */
  readonly counts: ReadonlyMap<string, number>;
  readonly sockets: ReadonlySet<Socket>;
  readonly servers: ReadonlySet<Server>;
}

const KINDS = /^(Pipe|Process|UDP|FSEvent|Worker|MessagePort|HTTP2)/;
/** Libraries listen for the end of the process once and for all. */
const FOR_EVER = new Set<string | symbol>(['exit', 'newListener', 'removeListener', 'warning']);

const sockets = new Set<Tracked>();
const servers = new Set<Server>();
let fetches = 0;

/** Begins to track what Node doesn't list one by one: sockets, servers, and fetches that are under way. */
export function trackResources(): void {
  const track = (message: unknown): void => {
    const { socket } = message as { readonly socket: Tracked };
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  };
  subscribe('net.client.socket', track);
  subscribe('net.server.socket', track);
  const { listen } = Server.prototype;
  Server.prototype.listen = function (this: Server, ...args: unknown[]) {
    servers.add(this);
    this.once('close', () => servers.delete(this));
    return Reflect.apply(listen, this, args) as Server;
  };
  const { fetch } = globalThis;
  globalThis.fetch = async (...args) => {
    fetches += 1;
    try {
      return await fetch(...args);
    } finally {
      fetches -= 1;
    }
  };
}

/** What is open now. */
export function openResources(): OpenResources {
  const counts = new Map<string, number>();
  const count = (kind: string, by = 1): void => void counts.set(kind, (counts.get(kind) ?? 0) + by);
  for (const kind of process.getActiveResourcesInfo()) if (KINDS.test(kind)) count(kind.replace('Wrap', ''));
  for (const event of process.eventNames())
    if (!FOR_EVER.has(event)) count(`process.on('${String(event)}')`, process.listenerCount(event));
  if (fetches > 0) count('fetch', fetches);
  return { counts, sockets: new Set(sockets), servers: new Set(servers) };
}

/**
 * What is open beyond a baseline, in words. Two kinds of sockets belong to the suite and not to the spec: an idle
 * one in the pool of a client, which keeps no process alive, and its other end, at a server of the baseline.
 */
export function openedSince(baseline: OpenResources): string[] {
  const { counts } = openResources();
  const more = [...counts].flatMap(([kind, count]) => {
    const extra = count - (baseline.counts.get(kind) ?? 0);
    return extra > 0 ? [`${String(extra)} ${kind}`] : [];
  });
  const newServers = [...servers].filter(server => server.listening && !baseline.servers.has(server));
  const newSockets = [...sockets].filter(
    socket => !baseline.sockets.has(socket) && !isIdle(socket) && !isOf(baseline.servers, socket),
  );
  return [...more, ...newServers.map(describeServer), ...newSockets.map(describeSocket)];
}

const isIdle = ({ server, _handle }: Tracked): boolean => !server && _handle?.hasRef?.() !== true;
const isOf = (known: ReadonlySet<Server>, { server }: Tracked): boolean =>
  server?.listening === true && known.has(server);

const describeServer = (server: Server): string =>
  `a server at port ${String((server.address() as AddressInfo | null)?.port)}`;

function describeSocket(socket: Tracked): string {
  const port = socket.server ? socket.localPort : socket.remotePort;
  return `a socket ${socket.server ? 'of the server at' : 'to'} port ${String(port ?? 'unknown')}`;
}
