import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { InvalidInputError } from '../../src/core/errors.js';
import type { JobLog, LeaseReply } from '../../src/core/jobLog.js';
import { redisRelay } from '../../src/redis/redisRelay.js';
import type { StreamClient } from '../../src/redis/streamConnection.js';
import { seededRandom } from '../../src/testing/random.js';
import { failure, thrown } from '../support/failure.js';
import { batchOf, recordLog, takeLease, type LogRecord } from '../support/logRecord.js';
import { runs } from '../support/runs.js';
import { change, jobChanged, priced, step, synced } from '../support/steps.js';
import { useRedis } from '../support/useRedis.js';
import { useRedisClients } from '../support/useRedisClients.js';

const stale = { type: 'stale', jobName: 'job', ageMs: 1_000, cause: new Error('x') } as const;
const fresh = { type: 'fresh', jobName: 'job' } as const;

/** Rights of a user of Redis that a relay needs. */
const [, RIGHTS = ''] = /ACL SETUSER relay (.*)/.exec(readFileSync('docs/machines.md', 'utf8')) ?? [];

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
            mayLackEvents: false,
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

  describe('leases', () => {
    const key = (kind: string): string => `stepstream:{account:region}:job:job:${kind}`;

    it('gives a lease to one gateway, renews it, and gives it to the next once it has ended', async () => {
      const [a, b] = [relay(), relay(clients['node-redis'])];
      const fence = await takeLease(a);
      const ask = async (log: JobLog, held?: number, isWanted = true): Promise<LeaseReply> =>
        (await log.lease([{ jobName: 'job', fence: held, isWanted }]))[0]!;
      expect(await ask(b)).to.deep.include({ fence: undefined, head: undefined });
      expect((await ask(b)).endsInMs).to.be.within(1, 3_000);
      await server.admin.pexpire(key('lease'), 50_000);
      expect(await ask(a, fence)).to.deep.equal({ fence, endsInMs: 3_000, head: undefined });
      expect(await server.admin.pttl(key('lease'))).to.be.within(1, 3_000);
      // Another one of the same gateway isn't its own, and neither is one that isn't wanted.
      expect(await ask(a)).to.include({ fence: undefined });
      await server.admin.del(key('lease'));
      expect(await ask(b, undefined, false)).to.deep.equal({
        fence: undefined,
        endsInMs: 0,
        head: undefined,
      });
      const next = await takeLease(b);
      expect(next).to.be.above(fence);
      expect((await ask(a, fence)).fence).to.equal(undefined);
    });

    it('fences a gateway whose lease has ended, whatever it appends', async () => {
      const [a, b] = [relay(), relay(clients['node-redis'])];
      const fence = await takeLease(a);
      expect(await a.append('job', batchOf(fence, 'e-0', [jobChanged]))).to.equal('appended');
      await server.admin.del(key('lease'));
      expect(await a.append('job', batchOf(fence, 'e-1', [synced]))).to.equal('fenced');
      const next = await takeLease(b);
      for (const number of [fence, next, next + 1, 0])
        for (const after of ['e-1', 'e-0', 'e-7', 'f-0'])
          expect(await a.append('job', batchOf(number, after, [synced], { replaces: 'e' }))).to.equal(
            'fenced',
          );
      expect(await b.append('job', batchOf(next, 'e-0', [synced]))).to.equal('moved');
      expect(await b.append('job', batchOf(next, 'e-1', [synced]))).to.equal('appended');
      expect((await b.join('job'))?.recent.map(({ seq }) => seq)).to.deep.equal([1, 2]);
    });

    it('gives back its own lease alone, and notes it', () =>
      reading(relay(), async record => {
        const [a, b] = [relay(), relay(clients['node-redis'])];
        const fence = await takeLease(a);
        record.reader.follow('job', { epoch: 'e', seq: 0 });
        record.reader.follow('other', { epoch: 'e', seq: 0 });
        await takeLease(a, 'unknown');
        await b.release('job', fence);
        await a.release('job', fence + 1);
        expect(await server.admin.exists(key('lease'))).to.equal(1);
        await a.release('job', fence);
        await a.release('job', fence);
        const other = await takeLease(b, 'other');
        await b.release('other', other);
        await record.until(() => record.notes.includes('released other'));
        expect(record.notes).to.deep.equal(['released job', 'released other']);
      }));

    it('asks for all jobs by one command, and answers in order', async () => {
      const log = relay();
      const names = Array.from({ length: 100 }, (_, i) => `job-${String(i)}`);
      const fence = await takeLease(log, 'job-7');
      await log.append('job-7', batchOf(fence, 'e-0', [jobChanged]));
      await takeLease(relay(), 'job-9');
      await server.admin.config('RESETSTAT');
      const replies = await log.lease(
        names.map((jobName, i) => ({ jobName, fence: i === 7 ? fence : undefined, isWanted: i < 50 })),
      );
      expect(await server.admin.info('commandstats')).to.match(/cmdstat_evalsha:calls=1,/);
      expect(replies[7]).to.deep.equal({ fence, endsInMs: 3_000, head: { epoch: 'e', seq: 1 } });
      const fences = replies.map(reply => reply.fence);
      expect(fences.flatMap((number, i) => (number === undefined ? [i] : []))).to.deep.equal([
        9,
        ...Array.from({ length: 50 }, (_, i) => 50 + i),
      ]);
      expect(new Set(fences).size).to.equal(50);
    });

    it('keeps what is followed, and lets the rest expire', async () => {
      const log = relay();
      const fence = await takeLease(log);
      await log.append('job', batchOf(fence, 'e-0', [jobChanged]));
      for (const kind of ['state', 'log']) await server.admin.pexpire(key(kind), 1_000);
      await log.lease([{ jobName: 'job', fence: undefined, isWanted: false }]);
      for (const kind of ['state', 'log'])
        expect(await server.admin.pttl(key(kind))).to.be.within(20_000, 30_000);
      await log.cached('text', 5_000, () => Promise.resolve(''));
      await log.release('job', fence);
      for (const name of await server.admin.keys('*'))
        expect(await server.admin.pttl(name), name).to.be.above(0);
    });
  });

  for (let seed = 1; seed <= runs(1, 20); seed++)
    it(`keeps one content for each number, whatever two gateways append at once (${String(seed)})`, async () => {
      const contents = new Map<string, string>();
      let count = 0;
      const write = async (log: JobLog, random: () => number): Promise<void> => {
        let fence = 0;
        let head = { epoch: 'e', seq: 0 };
        for (let i = 0; i < 80; i++) {
          if (random() < 0.3) {
            const [reply] = await log.lease([{ jobName: 'job', fence, isWanted: true }]);
            fence = reply?.fence ?? fence;
            // It looks at the head of the log now and then alone, and gives its lease back without forgetting it.
            if (random() < 0.7) head = reply?.head ?? head;
            if (random() < 0.5) await log.release('job', fence);
          }
          const events = Array.from({ length: 1 + Math.floor(random() * 3) }, () => ({
            ...jobChanged,
            job: { ...jobChanged.job, JobDescription: String((count += 1)) },
          }));
          const { epoch, seq } = head;
          if ((await log.append('job', batchOf(fence, `${epoch}-${String(seq)}`, events))) !== 'appended')
            continue;
          for (const [at, { job }] of events.entries()) {
            const position = `${epoch}-${String(seq + at + 1)}`;
            expect(contents.has(position), position).to.equal(false);
            contents.set(position, job.JobDescription);
          }
          head = { epoch, seq: seq + events.length };
        }
      };
      await reading(relay(), async record => {
        record.reader.follow('job', { epoch: 'e', seq: 0 });
        const random = seededRandom(seed);
        await Promise.all([relay(), relay(clients['node-redis'])].map(log => write(log, random)));
        await record.until(() => record.entries.length >= contents.size);
        expect(contents.size).to.be.above(20);
        expect(
          record.entries.map(({ epoch, seq, event }) => [
            `${epoch}-${String(seq)}`,
            event.type === 'job' && event.job.JobDescription,
          ]),
        ).to.deep.equal([...contents].toSorted(([a], [b]) => Number(a.slice(2)) - Number(b.slice(2))));
      });
    });

  it('appends once what a client sends again after its connection was lost', async () => {
    const { admin } = server;
    /** Runs each script twice, as ioredis does where the reply was lost. */
    const twice = {
      evalsha: () => Promise.reject(new Error('NOSCRIPT')),
      eval: async (...args: [string, number, ...string[]]) => {
        await admin.eval(...args);
        return admin.eval(...args);
      },
      duplicate: () => admin.duplicate(),
      isCluster: false,
      options: {},
    };
    const log = relay(twice);
    const fence = await takeLease(relay());
    expect(await log.append('job', batchOf(fence, 'e-0', [jobChanged]))).to.equal('fenced');
    await server.admin.flushall();
    // The first run takes the lease, and the second one is refused: it runs out.
    const [reply] = await log.lease([{ jobName: 'job', fence: undefined, isWanted: true }]);
    expect(reply?.fence).to.equal(undefined);
    expect(reply?.endsInMs).to.be.within(1, 3_000);
    const [number, gateway] = String(await admin.get('stepstream:{account:region}:job:job:lease')).split(' ');
    expect(gateway).to.match(/^[0-9a-f]{16}$/);
    expect(await log.append('job', batchOf(Number(number), 'e-0', [jobChanged, synced]))).to.equal(
      'appended',
    );
    expect((await log.join('job'))?.head).to.deep.equal({ epoch: 'e', seq: 2 });
    // Another batch of the same length isn't taken for it.
    expect(await log.append('job', batchOf(Number(number), 'e-0', [synced, synced]))).to.equal('moved');
  });

  it('refuses a log of another version', async () => {
    const log = relay();
    const fence = await takeLease(log);
    await log.append('job', batchOf(fence, 'e-0', [jobChanged]));
    await server.admin.hset('stepstream:{account:region}:job:job:state', 'version', '2');
    const calls = [log.join('job'), log.append('job', batchOf(fence, 'e-1', [synced]))];
    for (const error of await Promise.all(calls.map(failure))) {
      expect(error).to.have.property('code', 'INVALID_INPUT');
      expect(String(error)).to.include("the log of 'job' has version 2, and this package reads version 1");
    }
  });

  it("names what it can't decode, and goes on reading", () =>
    reading(relay(), async record => {
      const log = relay();
      const fence = await takeLease(log);
      record.reader.follow('job', { epoch: 'e', seq: 0 });
      await log.append('job', batchOf(fence, 'e-0', [jobChanged]));
      const { head } = (await log.join('job'))!;
      const [[id] = ['']] = await server.admin.xrange('stepstream:{account:region}:job:job:log', '-', '+');
      const broken = `${id.split('-')[0]!}-4`;
      await server.admin.xadd(
        'stepstream:{account:region}:job:job:log',
        broken,
        'epoch',
        'e',
        'event',
        '{"type":"job"',
      );
      await record.until(() => record.notes.includes('resumed'));
      expect(String(record.errors[0])).to.include(`the log of job: entry ${broken}: expected JSON`);
      expect(head.seq).to.equal(1);
      await server.admin.hset('stepstream:{account:region}:job:job:state', 'job', '{}');
      expect(await failure(log.join('job'))).to.have.property('code', 'DECODE');
    }));

  it('reads with the options of a client that would end a blocked read, and with its prefix of keys', async () => {
    const { port, url } = server;
    const prefixed = new Redis({ port, keyPrefix: 'prefix:' });
    const io = prefixed.duplicate({ commandTimeout: 50, socketTimeout: 50 });
    const node = createClient({ url, socket: { socketTimeout: 50 }, commandOptions: { timeout: 50 } });
    for (const client of [io, node]) client.on('error', () => undefined);
    await node.connect();
    try {
      for (const redis of [io, node])
        await reading(relay(redis), async record => {
          // It is told beside the client's own connection, which such options may cut off at any time.
          const log = relay(redis === io ? prefixed : server.admin);
          record.reader.follow('job', { epoch: 'e', seq: 0 });
          await new Promise(resolve => void setTimeout(resolve, 200));
          await log.append('job', batchOf(await takeLease(log), 'e-0', [jobChanged]));
          await record.until(() => record.entries.length === 1);
          expect(record.notes).to.deep.equal([]);
        });
    } finally {
      prefixed.disconnect();
      io.disconnect();
      // node-redis closes a client for good whose socket is silent for so long.
      if (node.isOpen) node.destroy();
    }
  });

  it('needs no more commands and keys than docs/machines.md allows it', async () => {
    await server.admin.call('ACL', 'SETUSER', 'relay', ...RIGHTS.split(' '));
    const node = createClient({ url: server.url, username: 'relay', password: 'secret' });
    // CLIENT isn't allowed, and both libraries can do without it.
    const io = new Redis({
      port: server.port,
      username: 'relay',
      password: 'secret',
    });
    for (const client of [node, io]) client.on('error', () => undefined);
    await node.connect();
    try {
      for (const redis of [io, node]) {
        await server.admin.flushall();
        const log = relay(redis);
        await reading(log, async record => {
          const fence = await takeLease(log);
          record.reader.follow('job', { epoch: 'e', seq: 0 });
          const drop = { eventsBefore: 1, keys: ['b'], oldestPosition: 3 };
          const events = [jobChanged, change('added', step('b')), change('removed', step('b')), stale];
          await log.append('job', batchOf(fence, 'e-0', events, { drop }));
          await log.append('job', batchOf(fence, 'f-0', [fresh], { replaces: 'e' }));
          await record.until(() => record.entries.at(-1)?.epoch === 'f');
          record.reader.follow('other', { epoch: 'e', seq: 0 });
          await log.lease([{ jobName: 'job', fence, isWanted: true }]);
          await relay(redis).lease([{ jobName: 'job', fence: undefined, isWanted: true }]);
          expect((await log.join('job'))?.head).to.deep.equal({ epoch: 'f', seq: 1 });
          await log.release('job', fence);
          await record.until(() => record.notes.includes('released job'));
          expect(await log.cached('text', 1_000, () => Promise.resolve('one'))).to.equal('one');
          expect(await log.cached('text', 1_000, () => Promise.resolve('two'))).to.equal('one');
          await log.cached('fails', 1_000, () => Promise.reject(new Error('x'))).catch(() => undefined);
          expect(record.errors).to.deep.equal([]);
        });
      }
      const refusals = await server.admin.call('ACL', 'LOG');
      const refused = (refusals as unknown[][]).map(entry => String(entry[entry.indexOf('object') + 1]));
      expect(refused.filter(object => !object.startsWith('client'))).to.deep.equal([]);
      expect(await io.get('x').catch(String)).to.match(/NOPERM/);
    } finally {
      io.disconnect();
      node.destroy();
    }
  });

  for (const [options, message] of [
    [{ key: 'a' }, 'redisRelay.redis: is missing'],
    [{ redis: {}, key: 'a' }, 'redisRelay.redis: must be a client of ioredis or node-redis; got an object'],
    [
      { redis: { eval: () => 0, evalsha: () => 0 }, key: 'a' },
      'redisRelay.redis: must be a client of ioredis or node-redis; got an object',
    ],
    [{ redis: { eval: () => 0, evalsha: () => 0, duplicate: () => 0 } }, 'redisRelay.key: is missing'],
    [{ key: 'a{b}' }, 'redisRelay.key: must be a non-empty string without { and }; got "a{b}"'],
    [{ leaseMs: 50 }, 'redisRelay.leaseMs: must be a whole number of at least 100; got 50'],
    [{ lease: 50 }, 'redisRelay.lease: is not known; known are redis, key, leaseMs'],
  ] as const) {
    it(`refuses ${message}`, () => {
      const error = thrown(() => redisRelay(options as never));
      expect(error).to.be.instanceOf(InvalidInputError);
      expect((error as Error).message).to.equal(message);
    });
  }
});
