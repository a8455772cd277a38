import { expect } from 'chai';
import fc from 'fast-check';
import type { WatchEvent } from '../../src/core/event.js';
import type { JobLog, LeaseReply, LoggedJob } from '../../src/core/jobLog.js';
import { systemTime, type Time } from '../../src/core/time.js';
import { redisRelay } from '../../src/redis/redisRelay.js';
import { batchOf, recordLog } from '../support/logRecord.js';
import { MemoryLogs } from '../support/memoryJobLog.js';
import { runs } from '../support/runs.js';
import { change, jobChanged, priced, step, synced } from '../support/steps.js';
import { useRedis } from '../support/useRedis.js';
import { useRedisClients } from '../support/useRedisClients.js';

/** What is asked of both engines, by one of two gateways. */
interface Act {
  readonly kind: 'lease' | 'append' | 'begin' | 'release';
  readonly gateway: 0 | 1;
  readonly job: 'a' | 'b';
  /** Indexes into `EVENTS`. */
  readonly events: readonly number[];
  /** How far the batch is behind the head, or ahead of it: mostly not at all. */
  readonly off: number;
  readonly isWanted: boolean;
  /** Whether the gateway that holds the lease appends, and gives its number. */
  readonly isOwn: boolean;
  readonly kept: number;
  readonly forgets: boolean;
  readonly replaces: boolean;
  readonly fails: boolean;
}

const EVENTS: readonly WatchEvent[] = [
  jobChanged,
  synced,
  change('added', step('x')),
  change('updated', priced('x', { CostPerHour: NaN })),
  change('removed', step('x')),
  change('added', priced('y', 2)),
  change('removed', step('y')),
  { type: 'stale', jobName: 'job', ageMs: 5, cause: new Error('secret') },
  { type: 'fresh', jobName: 'job' },
  { type: 'done', jobName: 'job', job: jobChanged.job, unfinished: ['y'] },
];
const lease = (job: Act['job']): fc.Arbitrary<Act> =>
  act.map(one => ({ ...one, kind: 'lease', job, isWanted: true }));
const failure = { type: 'error', code: 'NOT_FOUND', message: 'There is no such job.', retry: false } as const;

const KINDS = [
  'lease',
  'lease',
  'append',
  'append',
  'append',
  'append',
  'append',
  'begin',
  'release',
] as const;
const act = fc.record<Act>({
  kind: fc.constantFrom(...KINDS),
  gateway: fc.constantFrom(0, 1),
  job: fc.constantFrom('a', 'b'),
  events: fc.array(fc.nat(EVENTS.length - 1), { maxLength: 6 }),
  off: fc.constantFrom(0, 0, 0, 0, 0, 0, -1, 1),
  isWanted: fc.constantFrom(true, true, true, false),
  isOwn: fc.constantFrom(true, true, true, true, false),
  kept: fc.nat(8),
  forgets: fc.boolean(),
  replaces: fc.constantFrom(true, true, false),
  fails: fc.constantFrom(false, false, false, false, true),
});

/** Time of the links in memory, without the way to the engine. */
const AT_ONCE: Time = {
  ...systemTime,
  after: (ms, run) => {
    if (ms > 1) return systemTime.after(ms, run);
    queueMicrotask(run);
    return () => undefined;
  },
};

describe('redisRelay and the logs in memory', () => {
  const server = useRedis();
  const clients = useRedisClients(server);

  it('give the same answers, whatever is asked in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(lease('a'), lease('b')),
        fc.array(act, { minLength: 5, maxLength: 40, size: 'max' }),
        async (first, acts) => {
          await server.admin.flushall();
          const memory = new MemoryLogs(systemTime, 60_000);
          const models = ['0', '1'].map(name => memory.link(name, AT_ONCE));
          const reals = [clients.ioredis, clients['node-redis']].map(redis =>
            redisRelay({ redis, key: 'model', leaseMs: 60_000 }),
          );
          /** The latest lease of each gateway and job, at both engines. */
          const fences = new Map<string, { readonly real: number; readonly model: number }>();
          let epochs = 0;
          for (const { kind, gateway, job, ...rest } of [...first, ...acts]) {
            const holder = Number(memory.holder(job) ?? gateway);
            const own = kind === 'lease' || !rest.isOwn ? gateway : holder;
            const real = reals[own]!;
            const model = models[own]!;
            const fence = fences.get(`${String(rest.isOwn ? own : holder)} ${job}`);
            const head = memory.stored(job)?.head;
            if (kind === 'lease') {
              const ask = async (log: JobLog, number?: number): Promise<LeaseReply> =>
                (await log.lease([{ jobName: job, fence: number, isWanted: rest.isWanted }]))[0]!;
              const [got, wanted] = await Promise.all([ask(real, fence?.real), ask(model, fence?.model)]);
              expect(got.head).to.deep.equal(wanted.head);
              expect(got.fence === undefined).to.equal(wanted.fence === undefined);
              expect(Math.ceil(got.endsInMs / 60_000)).to.equal(Math.ceil(wanted.endsInMs / 60_000));
              if (got.fence !== undefined && wanted.fence !== undefined)
                fences.set(`${String(own)} ${job}`, { real: got.fence, model: wanted.fence });
            } else if (kind === 'append' || kind === 'begin') {
              const begins = kind === 'begin' || head === undefined;
              const seq = begins ? 0 : Math.max(0, head.seq + rest.off);
              const after = `${begins ? `e${String((epochs += 1))}` : head.epoch}-${String(seq)}`;
              const events = rest.events.map(i => EVENTS[i]!);
              const last = seq + events.length;
              const drop = {
                eventsBefore: Math.max(0, last + 1 - rest.kept),
                keys: rest.forgets ? ['x', 'y'] : [],
                oldestPosition: rest.forgets ? last : 0,
              };
              const replaces = rest.replaces ? head?.epoch : undefined;
              const more = { drop, ...(replaces && { replaces }), ...(rest.fails && { failure }) };
              const outcomes = await Promise.all([
                real.append(job, batchOf(fence?.real ?? 0, after, events, more)),
                model.append(job, batchOf(fence?.model ?? 0, after, events, more)),
              ]);
              expect(outcomes[0]).to.equal(outcomes[1]);
            } else {
              await Promise.all([real.release(job, fence?.real ?? 0), model.release(job, fence?.model ?? 0)]);
            }
            const [got, wanted] = await Promise.all([real.join(job), model.join(job)]);
            expect(withoutAge(got)).to.deep.equal(withoutAge(wanted));
          }
          await expectSameReading(reals[0]!, memory);
        },
      ),
      { numRuns: runs(12) },
    );
  });

  /** Reads what both have from three positions: the beginning, one in the middle, and another epoch. */
  async function expectSameReading(real: JobLog, memory: MemoryLogs): Promise<void> {
    const record = recordLog(real);
    try {
      for (const jobName of ['a', 'b']) {
        const head = memory.stored(jobName)?.head;
        if (head === undefined) continue;
        for (const after of [head, { ...head, seq: head.seq >> 1 }, { epoch: '', seq: 0 }]) {
          const wanted = memory.after(jobName, after)?.entries ?? [];
          const begin = record.entries.length;
          record.reader.follow(jobName, after);
          await record.until(() => record.entries.length >= begin + wanted.length);
          expect(record.entries.slice(begin).map(({ seq, event }) => ({ seq, event }))).to.deep.equal(wanted);
        }
      }
    } finally {
      await record.reader.close();
    }
  }
});

/** The log, without the age of its `stale`: both engines have clocks of their own. */
function withoutAge(log: LoggedJob | undefined): unknown {
  if (log?.status.stale === undefined) return log;
  const { ageMs, ...stale } = log.status.stale;
  expect(ageMs).to.be.within(5, 60_000);
  return { ...log, status: { ...log.status, stale } };
}
