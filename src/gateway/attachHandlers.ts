import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Server as SecureServer } from 'node:https';
import type { Duplex } from 'node:stream';

/** A server of Node, with TLS or without. */
export type AnyServer = Server | SecureServer;

/** What a gateway does with the requests of a server that are its own. */
export interface Handlers {
  readonly isOwn: (request: IncomingMessage) => boolean;
  readonly request: (request: IncomingMessage, response: ServerResponse) => void;
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

type RequestListener = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Takes those requests of a server that are ours; those who listen already get the others. Where nobody
 * else listens, all are ours. Answers how the server becomes what it was.
 */
export function attachHandlers(server: AnyServer, { isOwn, request, upgrade }: Handlers): () => void {
  const others = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  const onRequest: RequestListener = (message, response) => {
    if (others.length === 0 || isOwn(message)) request(message, response);
    else for (const other of others) other.call(server, message, response);
  };
  const onUpgrade: Handlers['upgrade'] = (message, socket, head) => {
    // Those who listen for upgrades all see them; one that is nobody's is answered by us.
    if (isOwn(message) || server.listenerCount('upgrade') === 1) upgrade(message, socket, head);
  };
  server.on('request', onRequest);
  server.on('upgrade', onUpgrade);
  return () => {
    server.off('request', onRequest);
    server.off('upgrade', onUpgrade);
    for (const other of others) server.on('request', other);
  };
}
