import type { IncomingMessage } from 'node:http';
import type { AnyServer } from './anyServer.js';

type Decide = (request: IncomingMessage) => boolean;

/** A server that decides which requests are upgrades: Node 24.9 and later. */
interface Deciding {
  shouldUpgradeCallback?: Decide;
}

/**
 * Decides which requests are upgrades, where Node asks: it then never takes the others off the ordinary path. `decide`
 * receives the request, and what the server has decided before. Returns a function that restores the server.
 */
export function decideUpgrades(
  server: AnyServer,
  decide: (request: IncomingMessage, isWanted: () => boolean) => boolean,
): () => void {
  const deciding = server as Deciding;
  const before = deciding.shouldUpgradeCallback;
  if (before === undefined) return () => undefined;
  const callback: Decide = request => decide(request, () => before.call(server, request));
  deciding.shouldUpgradeCallback = callback;
  return () => {
    if (deciding.shouldUpgradeCallback === callback) deciding.shouldUpgradeCallback = before;
  };
}
