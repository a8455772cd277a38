import { Redis } from 'ioredis';
import { createClient } from 'redis';
import type { StreamClient } from '../../src/redis/streamConnection.js';
import type { UsedRedis } from './useRedis.js';

/** A client of each library, for the suite around. Connections that are lost are no errors. */
export function useRedisClients(server: UsedRedis): Readonly<Record<'ioredis' | 'node-redis', StreamClient>> {
  const clients = {} as Record<'ioredis' | 'node-redis', StreamClient>;
  let end = (): void => undefined;
  before(async () => {
    const ioredis = new Redis(server.port);
    const node = createClient({ url: server.url });
    for (const client of [ioredis, node]) client.on('error', () => undefined);
    await node.connect();
    Object.assign(clients, { ioredis, 'node-redis': node });
    end = () => {
      ioredis.disconnect();
      node.destroy();
    };
  });
  after(() => {
    end();
  });
  return clients;
}
