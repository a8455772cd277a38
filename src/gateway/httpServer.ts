import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Longest time in which a request must have been received, headers and body, in milliseconds. */
const REQUEST_TIMEOUT_MS = 10_000;
/** Longest pause before the next request on a connection, in milliseconds. */
const KEEP_ALIVE_TIMEOUT_MS = 5_000;
/** Longest interval between checks for requests that time out, in milliseconds. */
const TIMEOUT_CHECK_MS = 1_000;
/** Number of connections beyond `maxClients`, for pages, lists and refusals. */
const EXTRA_CONNECTIONS = 256;

/** Creates the server of a gateway that listens by itself. Slow requests are cut off. */
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

/** Resolves once the server listens. Rejects with Node's error where it can't listen. */
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
