import { expect } from 'chai';
import { Redis } from 'ioredis';
import type { JobLog } from '../../src/core/jobLog.js';
import { redisRelay } from '../../src/redis/redisRelay.js';
import { batchOf, takeLease } from '../support/logRecord.js';
import { startRedisServer, type RedisServer } from '../support/redisServer.js';
import { jobChanged, synced } from '../support/steps.js';
import { useRedis } from '../support/useRedis.js';

const fresh = { type: 'fresh', jobName: 'job' } as const;

describe('redisRelay, where a replica takes over', () => {
  const main = useRedis();
  let replica: RedisServer;
  let admin: Redis;
  before(async () => {
    await main.admin.config('SET', 'repl-diskless-sync-delay', '0');
    replica = await startRedisServer(undefined, [
      ...['--replicaof', `127.0.0.1 ${String(main.port)}`],
      // Without a file on disk.
      ...['--repl-diskless-load', 'swapdb'],
    ]);
    admin = new Redis(replica.port);
  });
  after(async () => {
    admin.disconnect();
    await replica.stop();
  });
  const relay = (redis: Redis): JobLog => redisRelay({ redis, key: 'account:region', leaseMs: 60_000 });
  /** Everything that was written so far is on the replica. */
  const replicated = async (): Promise<void> => {
    for (;;) {
      await main.admin.set('mark', '1');
      if ((await main.admin.wait(1, 1_000)) === 1) return;
    }
  };

  it('appends nothing to a log that may lack events, as their numbers may be known, and begins another one', async () => {
    // The first replica that is attached begins another history by itself.
    await replicated();
    const before = relay(main.admin);
    const fence = await takeLease(before);
    await before.append('job', batchOf(fence, 'e-0', [jobChanged]));
    expect((await before.join('job'))?.mayLackEvents).to.equal(false);
    await replicated();
    await admin.replicaof('NO', 'ONE');
    expect(await before.append('job', batchOf(fence, 'e-1', [synced]))).to.equal('appended');

    const log = relay(admin);
    await admin.del('stepstream:{account:region}:job:job:lease');
    const next = await takeLease(log);
    expect(await log.join('job')).to.deep.include({ head: { epoch: 'e', seq: 1 }, mayLackEvents: true });
    expect(await log.append('job', batchOf(next, 'e-1', [fresh]))).to.equal('moved');
    expect(await log.append('job', batchOf(next, 'f-0', [fresh], { replaces: 'e' }))).to.equal('appended');
    expect(await log.append('job', batchOf(next, 'f-1', [synced]))).to.equal('appended');
    expect(await log.join('job')).to.deep.include({ head: { epoch: 'f', seq: 2 }, mayLackEvents: false });
  });

  it("goes on where the user of Redis may not call INFO, as it can't be known then", async () => {
    const user = ['on', '>secret', '~*', '+@all', '-info'];
    await main.admin.call('ACL', 'SETUSER', 'blind', ...user);
    const blind = main.admin.duplicate({ username: 'blind', password: 'secret', enableReadyCheck: false });
    try {
      const seeing = relay(main.admin);
      const fence = await takeLease(seeing, 'other');
      await seeing.append('other', batchOf(fence, 'e-0', [jobChanged]));
      await main.admin.hset('stepstream:{account:region}:job:other:state', 'history', 'abc');
      expect((await seeing.join('other'))?.mayLackEvents).to.equal(true);
      const log = relay(blind);
      expect((await log.join('other'))?.mayLackEvents).to.equal(false);
      await seeing.release('other', fence);
      const next = await takeLease(log, 'other');
      expect(await log.append('other', batchOf(next, 'e-1', [synced]))).to.equal('appended');
      expect((await seeing.join('other'))?.mayLackEvents).to.equal(true);
    } finally {
      blind.disconnect();
    }
  });
});
