import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { JobKind } from '../../../src/core/jobKind.js';
import type { pageFiles } from '../../../src/gateway/index.js';
import { createGateway } from '../../../src/gateway/index.js';
import { connect } from '../../../src/recommender.js';
import type { Simulator } from '../../../src/testing/index.js';
import { clientOf } from '../../support/simulated.js';

/** A gateway with the page, which can die: for a browser as if its process were killed. */
export interface MortalGateway {
  /** Listens; `port` 0 is any that is free. Answers the address. */
  readonly listen: (port: number) => Promise<string>;
  /** Ends every connection without a goodbye, and listens no more. */
  readonly kill: () => Promise<void>;
}

/** Makes a gateway on a simulator, with a connection of its own, which lists jobs of these kinds. */
export function mortalGateway(
  simulator: Simulator,
  files: Awaited<ReturnType<typeof pageFiles>>,
  kinds?: readonly JobKind[],
): MortalGateway {
  const client = clientOf(simulator);
  const recommender = connect({ client, quota: { perSecond: Infinity } });
  const gateway = createGateway({
    recommender: {
      shared$: jobName => recommender.shared$(jobName, { minIntervalMs: 40, maxIntervalMs: 40 }),
      jobs$: filters => recommender.jobs$(filters),
      ai: recommender.ai,
    },
    kinds,
    files,
  });
  const sockets = new Set<Socket>();
  const server = createServer().on('connection', socket => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return {
    listen: async port => {
      await gateway.attach(server);
      await once(server.listen(port, '127.0.0.1'), 'listening');
      return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    },
    kill: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await gateway.close();
      await recommender.close();
      client.destroy();
    },
  };
}
