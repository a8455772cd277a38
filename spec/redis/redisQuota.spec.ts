import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { lastValueFrom, reduce } from 'rxjs';
import { NO_PACE, type ReservationRequest } from '../../src/api/sharedQuota.js';
import { InvalidInputError } from '../../src/core/errors.js';
import { connect } from '../../src/recommender.js';
import type { RedisClient } from '../../src/redis/redisClient.js';
import { redisQuota } from '../../src/redis/redisQuota.js';
import { fakeRecommender } from '../../src/testing/index.js';
import { thrown } from '../support/failure.js';
import { useRedis } from '../support/useRedis.js';

const request: ReservationRequest = {
  member: 'a',
  version: NO_PACE,
  everyMs: 60_000,
  quota: { perSecond: 1 / 60, burst: 3 },
  calls: 1,
  waiting: { foreground: 1, background: 0 },
  unused: { calls: 0, taken: 0 },
  spent: false,
  members: 1,
  metMs: undefined,
  deadline: undefined,
};

describe('redisQuota', () => {
  const server = useRedis();
  /** Runs the work with a client of each library. */
  const withClients = async (
    work: (clients: Record<string, RedisClient>) => Promise<void>,
  ): Promise<void> => {
    const node = createClient({ url: server.url });
    await node.connect();
    try {
      await work({ ioredis: server.admin, 'node-redis': node });
    } finally {
      node.destroy();
    }
  };
  beforeEach(async () => {
    await server.admin.flushall();
    await server.admin.script('FLUSH');
  });

  for (const name of ['ioredis', 'node-redis']) {
    it(`works with ${name}, which need not know the script before`, () =>
      withClients(async clients => {
        const { admin } = server;
        const quota = redisQuota({ redis: clients[name]!, key: 'account:region' });
        const waits: number[] = [];
        for (let i = 0; i < 4; i++) {
          const reply = await quota.reserve(request);
          if (reply.kind === 'granted') waits.push(reply.waitMs);
        }
        // A burst of three is two here, and then one each minute.
        expect(waits.slice(0, 2)).to.deep.equal([0, 0]);
        expect(waits[2]).to.be.within(50_000, 60_000);
        expect(waits[3]).to.be.within(110_000, 120_000);
        expect(await quota.now()).to.be.above(1.7e12);
        await quota.leave('a', 2);
        expect(await admin.zcard('stepstream:{account:region}:members')).to.equal(0);
        const again = await quota.reserve({ ...request, member: 'b' });
        expect(again).to.include({ kind: 'granted', members: 1, priority: 'foreground' });
        expect(again.kind === 'granted' && again.waitMs).to.be.within(50_000, 120_000);
        const pace = { version: NO_PACE, pace: 'slower', throttles: 1, restMs: 10, everyMs: 200 };
        const { version, ...written } = await quota.pace(pace);
        expect(written.pace).to.equal('slower');
        expect(await quota.reserve(request)).to.include({ kind: 'pace', version, pace: 'slower' });
        expect(await quota.reserve({ ...request, version, deadline: 1 })).to.include({ kind: 'late' });
      }));
  }

  it('uses three keys with one hash tag, which expire', async () => {
    await redisQuota({ redis: server.admin, key: 'a:b' }).reserve(request);
    const keys = (await server.admin.keys('*')).toSorted();
    expect(keys).to.deep.equal(['members', 'quota', 'quotas'].map(name => `stepstream:{a:b}:${name}`));
    for (const key of keys) expect(await server.admin.pttl(key)).to.be.within(120_000, 300_000);
  });

  it('is one quota for all connections with the same key, with one command for each call', () =>
    withClients(async clients => {
      await server.admin.config('RESETSTAT');
      const jobs = [{ name: 'job', steps: 30 }];
      const connections = Object.values(clients).map(redis =>
        connect({
          client: fakeRecommender({ jobs }),
          quota: { perSecond: 400, burst: 4, shared: redisQuota({ redis, key: 'both' }) },
        }),
      );
      const counts = await Promise.all(
        connections.map(connection =>
          lastValueFrom(
            connection
              .steps$('job', { pageSize: 10 })
              .pipe(reduce((sum, page) => sum + page.steps.length, 0)),
          ),
        ),
      );
      expect(counts).to.deep.equal([30, 30]);
      expect(await server.admin.zcard('stepstream:{both}:members')).to.equal(2);
      expect(await server.admin.hget('stepstream:{both}:quota', 'granted')).to.equal('6');
      await Promise.all(connections.map(connection => connection.close()));
      expect(await server.admin.zcard('stepstream:{both}:members')).to.equal(0);
      expect(server.admin.status).to.equal('ready');
    }));

  it('needs no more commands and keys than docs/machines.md allows it', async () => {
    const [, rights = ''] =
      /ACL SETUSER stepstream (.*)/.exec(readFileSync('docs/machines.md', 'utf8')) ?? [];
    await server.admin.call('ACL', 'SETUSER', 'stepstream', ...rights.split(' '));
    const redis = new Redis({
      port: server.port,
      username: 'stepstream',
      password: 'secret',
      // INFO and CLIENT aren't allowed, and ioredis can do without them.
      enableReadyCheck: false,
    });
    try {
      const quota = redisQuota({ redis, key: 'acl' });
      await quota.reserve(request);
      await quota.pace({ version: NO_PACE, pace: 'slower', throttles: 1, restMs: 0, everyMs: 200 });
      await quota.now();
      await quota.leave('a', 1);
      const refusal = await redis.get('stepstream:{acl}:quota').catch(String);
      expect(refusal).to.match(/NOPERM/);
    } finally {
      redis.disconnect();
    }
  });

  for (const [options, message] of [
    [{ key: 'a' }, 'redisQuota.redis: is missing'],
    [{ redis: {}, key: 'a' }, 'redisQuota.redis: must be a client of ioredis or node-redis; got an object'],
    [
      { redis: 'redis://x', key: 'a' },
      'redisQuota.redis: must be a client of ioredis or node-redis; got "redis://x"',
    ],
    [{ redis: { eval: () => 0, evalsha: () => 0 } }, 'redisQuota.key: is missing'],
    [
      { redis: { eval: () => 0, evalSha: () => 0 }, key: 'a{b}' },
      'redisQuota.key: must be a non-empty string without { and }; got "a{b}"',
    ],
    [
      { redis: { eval: () => 0, evalSha: () => 0 }, key: '' },
      'redisQuota.key: must be a non-empty string without { and }; got ""',
    ],
  ] as const) {
    it(`refuses ${message}`, () => {
      const error = thrown(() => redisQuota(options as never));
      expect(error).to.be.instanceOf(InvalidInputError);
      expect((error as Error).message).to.equal(message);
    });
  }
});
