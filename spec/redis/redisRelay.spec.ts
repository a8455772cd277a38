import { expect } from 'chai';
import type { JobLog } from '../../src/core/jobLog.js';
import { redisRelay } from '../../src/redis/redisRelay.js';
import type { StreamClient } from '../../src/redis/streamConnection.js';
import { batchOf, recordLog, takeLease, type LogRecord } from '../support/logRecord.js';
import { change, jobChanged, priced, step, synced } from '../support/steps.js';
import { useRedis } from '../support/useRedis.js';
import { useRedisClients } from '../support/useRedisClients.js';

const stale = { type: 'stale', jobName: 'job', ageMs: 1_000, cause: new Error('x') } as const;
const fresh = { type: 'fresh', jobName: 'job' } as const;

describe('redisRelay', () => {
  const server = useRedis();
  const clients = useRedisClients(server);
  beforeEach(async () => {
    await server.admin.flushall();
    await server.admin.script('FLUSH');
  });
  const relay = (redis: StreamClient = server.admin, leaseMs?: number): JobLog =>
    redisRelay({ redis, key: 'account:region', ...(leaseMs !== undefined && { leaseMs }) });
  const reading = async (log: JobLog, work: (record: LogRecord) => Promise<void>): Promise<void> => {
    const record = recordLog(log);
    try {
      await work(record);
    } finally {
      await record.reader.close();
    }
  };

  for (const name of ['ioredis', 'node-redis'] as const) {
    describe(`with ${name}`, () => {
      it('appends, joins and reads, with scripts that Redis need not know before', async () => {
        const log = relay(clients[name]);
        expect(await log.join('job')).to.equal(undefined);
        await reading(log, async record => {
          record.reader.follow('job', { epoch: 'e', seq: 0 });
          const fence = await takeLease(log);
          const added = change('added', priced('a', { CostPerHour: NaN, ModelLatency: 7 }));
          expect(await log.append('job', batchOf(fence, 'e-0', [jobChanged, added]))).to.equal('appended');
          expect(await log.append('job', batchOf(fence, 'e-2', [synced]))).to.equal('appended');
          await record.until(() => record.entries.length === 3);
          expect(record.positions()).to.deep.equal(['e-1', 'e-2', 'e-3']);
          expect(record.entries.map(({ event }) => event)).to.deep.equal([jobChanged, added, synced]);
          const joined = await log.join('job');
          expect(joined).to.deep.equal({
            head: { epoch: 'e', seq: 3 },
            oldestPosition: 0,
            steps: [{ seq: 2, key: 'a', step: added.step }],
            status: { job: jobChanged.job, synced: true, stale: undefined, done: false },
            staleSeq: 0,
            recent: [jobChanged, added, synced].map((event, i) => ({ seq: i + 1, event })),
          });
          await log.release('job', fence);
          await record.until(() => record.notes.includes('released job'));
        });
      });
    });
  }

  it('knows the age of a stale job by the clock of Redis', async () => {
    const log = relay();
    const fence = await takeLease(log);
    await log.append('job', batchOf(fence, 'e-0', [jobChanged, stale]));
    const joined = await log.join('job');
    expect(joined?.status.stale?.ageMs).to.be.within(1_000, 60_000);
    expect(joined?.status.stale?.cause).to.have.property('code', 'INTERNAL');
    expect(joined?.staleSeq).to.equal(2);
    await log.append('job', batchOf(fence, 'e-2', [fresh]));
    expect((await log.join('job'))?.status.stale).to.equal(undefined);
  });

  it('forgets what is dropped', async () => {
    const log = relay();
    const fence = await takeLease(log);
    const steps = ['a', 'b', 'c'].map(name => change('added', step(name)));
    await log.append('job', batchOf(fence, 'e-0', steps));
    const removed = change('removed', step('b'));
    const drop = { eventsBefore: 4, keys: ['b'], oldestPosition: 4 };
    await log.append('job', batchOf(fence, 'e-3', [removed], { drop }));
    const joined = await log.join('job');
    expect(joined?.steps.map(({ key, seq }) => [key, seq])).to.deep.equal([
      ['a', 1],
      ['c', 3],
    ]);
    expect(joined?.oldestPosition).to.equal(4);
    expect(joined?.recent).to.deep.equal([{ seq: 4, event: removed }]);
  });

  it('keeps a failure, and tells it to readers', () =>
    reading(relay(), async record => {
      const log = relay();
      const fence = await takeLease(log);
      record.reader.follow('job', { epoch: '', seq: 0 });
      const failure = {
        type: 'error',
        code: 'NOT_FOUND',
        message: 'There is no such job.',
        retry: false,
      } as const;
      const drop = { eventsBefore: 1 };
      expect(await log.append('job', batchOf(fence, 'e-0', [], { failure, keptMs: 20_000, drop }))).to.equal(
        'appended',
      );
      await record.until(() => record.failures.length === 1);
      expect(record.failures).to.deep.equal([failure]);
      expect(await log.join('job')).to.deep.include({ failure, head: { epoch: 'e', seq: 0 }, recent: [] });
      // A lease doesn't prolong it.
      await log.lease([{ jobName: 'job', fence, isWanted: true }]);
      for (const kind of ['state', 'log'])
        expect(await server.admin.pttl(`stepstream:{account:region}:job:job:${kind}`)).to.be.within(
          1,
          20_000,
        );
    }));
});
