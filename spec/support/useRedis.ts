import { Redis } from 'ioredis';
import { isRedisInstalled, startRedisServer, type RedisServer } from './redisServer.js';
import { skip } from './skip.js';

/** A server of the suite around, and a client of ioredis to look into it. */
export interface UsedRedis extends RedisServer {
  readonly admin: Redis;
}

/** Starts a server for the suite around; skips the suite where redis-server isn't installed. */
export function useRedis(): UsedRedis {
  let server: RedisServer | undefined;
  let admin: Redis | undefined;
  const used = {} as UsedRedis;
  before(async function () {
    if (!isRedisInstalled()) skip(this, 'redis-server is not installed: apt-get install redis-server');
    server = await startRedisServer();
    admin = new Redis(server.port);
    // It connects again by itself where a spec restarts the server.
    admin.on('error', () => undefined);
    Object.setPrototypeOf(used, { ...server, admin });
  });
  after(async () => {
    admin?.disconnect();
    await server?.stop();
  });
  return used;
}
