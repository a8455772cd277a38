import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Server as SecureServer } from 'node:https';
import type { Duplex } from 'node:stream';

/** A server of `node:http` or of `node:https`. */
export type AnyServer = Server | SecureServer;

/** Handlers of a gateway for the requests of a server. */
export interface Handlers {
  /** Whether a request is for an address of the gateway. */
  readonly isOwn: (request: IncomingMessage) => boolean;
  readonly request: (request: IncomingMessage, response: ServerResponse) => void;
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

type RequestListener = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Handles the gateway's requests of a server, and passes all others to the listeners that the server has already.
 * Without other listeners every request is the gateway's. Returns a function that restores the server.
 */
export function attachHandlers(server: AnyServer, { isOwn, request, upgrade }: Handlers): () => void {
  const others = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  const onRequest: RequestListener = (message, response) => {
    if (others.length === 0 || isOwn(message)) request(message, response);
    else for (const other of others) other.call(server, message, response);
  };
  const onUpgrade: Handlers['upgrade'] = (message, socket, head) => {
    // Every listener receives every upgrade: the gateway refuses those of others only where it is the one listener.
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
