import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { AnyServer } from './anyServer.js';
import { handBack } from './handBack.js';
import type { Route } from './route.js';
import { decideUpgrades } from './upgradeDecision.js';

/** Handlers of a gateway for the requests of a server. */
export interface Handlers {
  /** What a request addresses; undefined where it is no address of the gateway. */
  readonly routeOf: (request: IncomingMessage) => Route | undefined;
  readonly request: (request: IncomingMessage, response: ServerResponse, route: Route | undefined) => void;
  /** Receives the WebSocket upgrades at addresses of the gateway. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer, route: Route) => void;
}

type RequestListener = (request: IncomingMessage, response: ServerResponse) => void;

/** The `upgrade` listeners of all gateways, and the addresses that each handles. */
const GATEWAYS = new WeakMap<object, Handlers['routeOf']>();

/** Whether a request asks for a WebSocket, and for nothing else. */
const isWebSocket = ({ headers }: IncomingMessage): boolean => headers.upgrade?.toLowerCase() === 'websocket';

/**
 * Handles the gateway's requests of a server, and passes all others to the listeners that the server has already.
 * Without other listeners every request is the gateway's. A request for another upgrade than to a WebSocket at one of
 * its addresses goes to the server's other `upgrade` listeners; without any it is an ordinary request. Returns a
 * function that restores the server.
 */
export function attachHandlers(server: AnyServer, { routeOf, request, upgrade }: Handlers): () => void {
  const others = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  const onRequest: RequestListener = (message, response) => {
    const route = routeOf(message);
    if (others.length === 0 || route !== undefined) request(message, response, route);
    else for (const other of others) other.call(server, message, response);
  };
  const onUpgrade = (message: IncomingMessage, socket: Duplex, head: Buffer): void => {
    // Every listener receives every upgrade.
    const route = routeOf(message);
    if (route !== undefined) {
      if (isWebSocket(message)) upgrade(message, socket, head, route);
      else handBack(server, message, socket);
    } else if (server.listeners('upgrade')[0] === onUpgrade && isUnclaimed(server, message)) {
      handBack(server, message, socket);
    }
  };
  GATEWAYS.set(onUpgrade, routeOf);
  server.on('request', onRequest);
  server.on('upgrade', onUpgrade);
  const restoreDecision = decideUpgrades(server, (message, isWanted) =>
    routeOf(message) !== undefined ? isWebSocket(message) : !isUnclaimed(server, message) && isWanted(),
  );
  return () => {
    restoreDecision();
    server.off('request', onRequest);
    server.off('upgrade', onUpgrade);
    for (const other of others) server.on('request', other);
  };
}

/** Whether an upgrade is for no gateway, and the server has no `upgrade` listeners but those of gateways. */
const isUnclaimed = (server: AnyServer, message: IncomingMessage): boolean =>
  server.listeners('upgrade').every(listener => {
    const routeOf = GATEWAYS.get(listener);
    return routeOf !== undefined && routeOf(message) === undefined;
  });
