import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Milliseconds in which a request has to be there, and in which the next one on a connection has to come. */
const REQUEST_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_TIMEOUT_MS = 5_000;
const TIMEOUT_CHECK_MS = 1_000;
/** Connections beyond the clients: for pages, lists and refusals. */
const EXTRA_CONNECTIONS = 256;

/** A server for a gateway alone: whoever is slow with a request is cut off. */
export function createHttpServer(maxClients: number, requestMs: number = REQUEST_TIMEOUT_MS): Server {
  const server = createServer({
    headersTimeout: requestMs,
    requestTimeout: requestMs,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    connectionsCheckingInterval: Math.min(TIMEOUT_CHECK_MS, requestMs),
  });
  server.maxConnections = maxClients + EXTRA_CONNECTIONS;
  return server;
}

/** Resolves when the server listens; fails with Node's error where it can't. */
export async function listenOn(server: Server, port: number, host: string): Promise<AddressInfo> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return server.address() as AddressInfo;
}

/** Ends every connection and stops listening. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise(resolve => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
