import { expect } from 'chai';
import type { JobLog } from '../../src/core/jobLog.js';
import { createLogReader } from '../../src/redis/logReader.js';
import { redisRelay } from '../../src/redis/redisRelay.js';
import { openStreams } from '../../src/redis/streamConnection.js';
import { relayKeys } from '../../src/redis/relayKeys.js';
import { countedTime } from '../support/countedTime.js';
import { failure } from '../support/failure.js';
import { batchOf, recordLog, takeLease, type LogRecord } from '../support/logRecord.js';
import { startRedisServer } from '../support/redisServer.js';
import { jobChanged, synced } from '../support/steps.js';
import { useRedis, type UsedRedis } from '../support/useRedis.js';
import { useRedisClients } from '../support/useRedisClients.js';

/** `EPOCH-1` to `EPOCH-N`. */
const numbered = (epoch: string, from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => `${epoch}-${String(from + i)}`);

/** Kills the connections that read. */
async function killReaders({ admin }: UsedRedis): Promise<void> {
  const list = String(await admin.client('LIST'));
  for (const [, id = ''] of list.matchAll(/^id=(\d+) .*cmd=xread /gm)) await admin.client('KILL', 'ID', id);
}

for (const name of ['ioredis', 'node-redis'] as const) {
  describe(`logReader with ${name}`, () => {
    const server = useRedis();
    const clients = useRedisClients(server);
    const relay = (): JobLog => redisRelay({ redis: clients[name], key: 'spec', leaseMs: 60_000 });
    beforeEach(() => server.admin.flushall());
    const reading = async (work: (record: LogRecord) => Promise<void>): Promise<void> => {
      const record = recordLog(relay());
      try {
        await work(record);
      } finally {
        await record.reader.close();
      }
    };

    it('tells each event once and in order, though its connection is killed again and again', () =>
      reading(async record => {
        const log = relay();
        const fence = await takeLease(log);
        record.reader.follow('job', { epoch: 'e', seq: 0 });
        for (let seq = 0; seq < 200; seq += 2) {
          await log.append('job', batchOf(fence, `e-${String(seq)}`, [jobChanged, synced]));
          if (seq % 40 !== 20) continue;
          await record.until(() => record.notes.at(-1) !== 'interrupted');
          await killReaders(server);
          await record.until(() => record.notes.at(-1) === 'interrupted');
        }
        await record.until(() => record.entries.length >= 200 && record.notes.at(-1) === 'resumed');
        expect(record.positions()).to.deep.equal(numbered('e', 1, 200));
        expect(record.notes).to.deep.equal(Array(5).fill(['interrupted', 'resumed']).flat());
      }));

    it('follows many jobs, each from its position, and no longer those that it has left', () =>
      reading(async record => {
        const log = relay();
        const names = Array.from({ length: 30 }, (_, i) => `job-${String(i)}`);
        for (const jobName of names) {
          const fence = await takeLease(log, jobName);
          await log.append(jobName, batchOf(fence, 'e-0', [jobChanged, synced, jobChanged]));
          record.reader.follow(jobName, { epoch: 'e', seq: 1 });
          await record.until(() => record.positions(jobName).length === 2);
          if (jobName !== 'job-0') continue;
          record.reader.unfollow(jobName);
          await log.append(jobName, batchOf(fence, 'e-3', [synced]));
        }
        for (const jobName of names) expect(record.positions(jobName), jobName).to.deep.equal(['e-2', 'e-3']);
      }));

    it('leaves no gap between join and follow, while others append', () =>
      reading(async record => {
        const log = relay();
        const fence = await takeLease(log);
        await log.append('job', batchOf(fence, 'e-0', [jobChanged]));
        const appending = (async () => {
          for (let seq = 1; seq < 300; seq++)
            await log.append('job', batchOf(fence, `e-${String(seq)}`, [synced]));
        })();
        for (let i = 0; i < 10; i++) {
          const joined = await relay().join('job');
          const { head } = joined!;
          expect(joined?.recent.map(({ seq }) => seq)).to.deep.equal(
            Array.from({ length: head.seq }, (_, at) => at + 1),
          );
          const begin = record.entries.length;
          record.reader.follow('job', head);
          await record.until(() => record.entries.length > begin || head.seq === 300);
          if (head.seq === 300) break;
          expect(record.entries[begin]?.seq).to.equal(head.seq + 1);
        }
        await appending;
        await record.until(() => record.entries.at(-1)?.seq === 300);
      }));

    it('sees the log that takes the place of another one, replaced or lost', () =>
      reading(async record => {
        const log = relay();
        const fence = await takeLease(log);
        record.reader.follow('job', { epoch: 'e', seq: 0 });
        await log.append('job', batchOf(fence, 'e-0', [jobChanged, synced]));
        await record.until(() => record.entries.length === 2);
        expect(await log.append('job', batchOf(fence, 'f-0', [jobChanged]))).to.equal('moved');
        await log.append('job', batchOf(fence, 'f-0', [jobChanged], { replaces: 'e' }));
        await record.until(() => record.entries.length === 3);
        await server.admin.flushall();
        expect(await log.append('job', batchOf(fence, 'f-1', [synced]))).to.equal('fenced');
        const next = await takeLease(log);
        expect(next).to.be.above(fence);
        expect(await log.append('job', batchOf(next, 'f-1', [synced]))).to.equal('moved');
        await log.append('job', batchOf(next, 'g-0', [jobChanged, synced]));
        await record.until(() => record.entries.length === 5);
        expect(record.positions()).to.deep.equal(['e-1', 'e-2', 'f-1', 'g-1', 'g-2']);
        expect(record.notes).to.deep.equal([]);
      }));

    it('says that Redis stalls and goes on, and so do the commands', () =>
      reading(async record => {
        const log = relay();
        const fence = await takeLease(log);
        record.reader.follow('job', { epoch: 'e', seq: 0 });
        await log.append('job', batchOf(fence, 'e-0', [jobChanged]));
        await record.until(() => record.entries.length === 1);
        server.signal('SIGSTOP');
        const late = await Promise.all([
          failure(log.join('job')),
          failure(log.append('job', batchOf(fence, 'e-1', [synced]))),
          failure(log.lease([{ jobName: 'job', fence, isWanted: true }])),
          failure(log.release('job', fence)),
        ]);
        for (const error of late) expect(error).to.have.property('message', 'no answer within 1000 ms');
        await record.until(() => record.notes.includes('interrupted'));
        server.signal('SIGCONT');
        await record.until(() => record.notes.includes('resumed'));
        // What was given up was executed all the same, in order.
        await record.until(() => record.entries.length === 2);
        expect(record.notes).to.deep.equal(['interrupted', 'resumed', 'released job']);
        expect(record.positions()).to.deep.equal(['e-1', 'e-2']);
      }));

    it('leaves neither connection nor timer, blocked or connecting', async () => {
      const { time, running } = countedTime();
      const read = (): LogRecord =>
        recordLog({
          read: observer =>
            createLogReader(
              {
                ...{ keys: relayKeys('spec'), time, open: () => openStreams(clients[name], time) },
                ...{ wake: () => Promise.resolve(), idAt: () => '0-0' },
              },
              observer,
            ),
        });
      await server.admin.xadd(
        'stepstream:{spec}:job:job:log',
        '1-2',
        'epoch',
        'e',
        'event',
        JSON.stringify(synced),
      );
      const blocked = read();
      blocked.reader.follow('job', { epoch: '', seq: 0 });
      const connecting = read();
      await connecting.reader.close();
      await blocked.until(() => blocked.entries.length === 1);
      await new Promise(resolve => void setImmediate(resolve));
      expect(running()).to.be.above(0);
      await blocked.reader.close();
      expect(running()).to.equal(0);
      expect([...blocked.notes, ...connecting.notes]).to.deep.equal([]);
    });
  });
}

for (const name of ['ioredis', 'node-redis'] as const) {
  describe(`logReader with ${name}, and a Redis that is restarted`, () => {
    const server = useRedis();
    const clients = useRedisClients(server);

    it('goes on in the new Redis, and can be closed while there is none', async () => {
      const log = redisRelay({ redis: clients[name], key: 'spec' });
      const [stays, leaves] = [recordLog(log), recordLog(log)];
      const fence = await takeLease(log);
      stays.reader.follow('job', { epoch: 'e', seq: 0 });
      await log.append('job', batchOf(fence, 'e-0', [jobChanged]));
      await stays.until(() => stays.entries.length === 1);
      await server.stop();
      await Promise.all(
        [stays, leaves].map(({ until, notes }) => until(() => notes.includes('interrupted'))),
      );
      expect(String(stays.errors[0])).to.match(/ECONN|closed/);
      await leaves.reader.close();
      expect(leaves.notes).to.deep.equal(['interrupted']);
      const again = await startRedisServer(server.port);
      try {
        await stays.until(() => stays.notes.includes('resumed'));
        const next = await retried(() => takeLease(log));
        expect(await retried(() => log.append('job', batchOf(next, 'f-0', [jobChanged, synced])))).to.equal(
          'appended',
        );
        await stays.until(() => stays.entries.length === 3);
        expect(stays.positions()).to.deep.equal(['e-1', 'f-1', 'f-2']);
      } finally {
        await stays.reader.close();
        await again.stop();
      }
    });
  });
}

/** Calls again what rejects, as a client that has lost its connection does at first. */
async function retried<T>(call: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch {
      await new Promise(resolve => void setTimeout(resolve, 20));
    }
  }
}
