import { expect } from 'chai';
import fc from 'fast-check';
import {
  type GivenQuota,
  NO_PACE,
  type PaceReply,
  type ReservationReply,
  type SharedQuota,
} from '../../src/api/sharedQuota.js';
import { QUOTA_SCRIPT } from '../../src/redis/quotaScript.js';
import { redisQuota } from '../../src/redis/redisQuota.js';
import { script } from '../../src/redis/script.js';
import { runs } from '../support/runs.js';
import { sharedQuotaModel } from '../support/sharedQuotaModel.js';
import { useRedis } from '../support/useRedis.js';

const keys = ['quota', 'members', 'quotas'].map(name => `stepstream:{spec}:${name}`);

/** What is done to both, and how much time passes before. */
interface Act {
  readonly afterMs: number;
  readonly kind: 'reserve' | 'throttle' | 'leave';
  readonly member: number;
  readonly calls: number;
  readonly foreground: number;
  readonly background: number;
  readonly unused: number;
  /** Number of grants since the one whose calls come back. */
  readonly grantsAgo: number;
  readonly spent: boolean;
  readonly everyMs: number;
  readonly quota: GivenQuota;
  readonly restMs: number;
  readonly lateMs: number | undefined;
  readonly stale: boolean;
}

const act = fc.record<Act>({
  afterMs: fc.oneof(fc.integer({ min: -50, max: 400 }), fc.constant(70_000), fc.constant(400_000)),
  kind: fc.constantFrom('reserve', 'reserve', 'reserve', 'reserve', 'throttle', 'leave'),
  member: fc.nat(3),
  calls: fc.integer({ min: 1, max: 3 }),
  foreground: fc.nat(5),
  background: fc.nat(5),
  unused: fc.nat(2),
  grantsAgo: fc.nat(3),
  spent: fc.boolean(),
  everyMs: fc.constantFrom(10, 100, 217.391),
  quota: fc.constantFrom(
    { perSecond: 100, burst: 10 },
    { perSecond: 100, burst: 10 },
    { perSecond: 6.5, burst: 20 },
  ),
  restMs: fc.constantFrom(0, 0, 500),
  lateMs: fc.option(fc.integer({ min: -10, max: 400 }), { nil: undefined }),
  stale: fc.boolean(),
});

describe('quotaScript', () => {
  const redis = useRedis();

  /** A quota on the server, by a clock that is moved by hand: the script reads it from a key. */
  const quotaAt = async (now: () => number): Promise<SharedQuota> => {
    const { text } = script(
      'quota',
      QUOTA_SCRIPT.text.replace("redis.call('TIME')", "redis.call('LRANGE', 'clock', 0, 1)"),
    );
    const at = async (): Promise<void> => {
      const seconds = Math.floor(now() / 1000);
      const micros = Math.round((now() - seconds * 1000) * 1000);
      await redis.admin.multi().del('clock').rpush('clock', seconds, micros).exec();
    };
    const client = {
      evalsha: () => Promise.reject(new Error('NOSCRIPT')),
      eval: async (_: string, ...rest: [number, ...string[]]) => {
        await at();
        return redis.admin.eval(text, ...rest);
      },
    };
    await redis.admin.flushall();
    return redisQuota({ redis: client, key: 'spec' });
  };

  it('does what the model of the specs does, whatever is asked in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 40 }), async acts => {
        let now = 1_700_000_000_000;
        const real = await quotaAt(() => now);
        const model = sharedQuotaModel(() => now);
        let version = NO_PACE;
        let expiresAt = Infinity;
        const taken: number[] = [];
        for (const [i, { afterMs, kind, member, ...rest }] of acts.entries()) {
          now += afterMs;
          // The server expires keys by its own clock: it is told how much of their time is left.
          for (const key of keys)
            if (expiresAt < Infinity) await redis.admin.pexpire(key, Math.ceil(expiresAt - now));
          const name = `m${String(member)}`;
          if (kind === 'leave') {
            await Promise.all([real.leave(name, rest.unused), model.leave(name, rest.unused)]);
          } else if (kind === 'throttle') {
            const change = {
              version: rest.stale ? 'another' : version,
              ...{ pace: `pace ${String(i)}`, throttles: 1, restMs: rest.restMs, everyMs: rest.everyMs },
            };
            const [got, wanted] = await Promise.all([real.pace(change), model.pace(change)]);
            expectPace(got, wanted);
            ({ version } = got);
          } else {
            const { calls, grantsAgo, spent, everyMs, quota, foreground, background, lateMs } = rest;
            const unused = { calls: rest.unused, taken: taken.at(-1 - grantsAgo) ?? 0 };
            if (foreground + background === 0) continue;
            const request = {
              ...{ member: name, version, everyMs, quota, calls, unused, spent, members: 2 },
              waiting: { foreground, background },
              metMs: rest.stale ? undefined : 50,
              deadline: lateMs === undefined ? undefined : now + lateMs,
            };
            const [got, wanted] = await Promise.all([real.reserve(request), model.reserve(request)]);
            expectReply(got, wanted);
            if (got.kind === 'granted') taken.push(got.taken);
            if (got.kind === 'pace') ({ version } = got);
          }
          const ttl = await redis.admin.pttl(keys[0] ?? '');
          expiresAt = ttl > 0 ? now + ttl : Infinity;
        }
      }),
      { numRuns: runs(25) },
    );
  });

  it('reads time from Redis alone', () => {
    expect(QUOTA_SCRIPT.text.match(/'TIME'/g)).to.have.length(1);
  });
});

function expectReply(got: ReservationReply, wanted: ReservationReply): void {
  expect(got.kind).to.equal(wanted.kind);
  expect(got.now).to.be.closeTo(wanted.now, 0.01);
  if (got.kind !== 'late') expect(got.members).to.equal(wanted.members);
  if ('quotas' in got && 'quotas' in wanted) expect(got.quotas).to.have.deep.members([...wanted.quotas]);
  if ('waitMs' in got && 'waitMs' in wanted) expect(got.waitMs).to.be.closeTo(wanted.waitMs, 0.1);
  if (got.kind === 'granted' && wanted.kind === 'granted') {
    expect(got.priority).to.equal(wanted.priority);
    expect(got.taken).to.be.closeTo(wanted.taken, 0.01);
  }
  if (got.kind === 'pace' && wanted.kind === 'pace') expect(got.pace).to.equal(wanted.pace);
}

function expectPace(got: PaceReply, wanted: PaceReply): void {
  expect(got.version).to.equal(wanted.version);
  expect(got.pace).to.equal(wanted.pace);
  expect(got.successes).to.equal(wanted.successes);
  expect(got.fullAt ?? 0).to.be.closeTo(wanted.fullAt ?? 0, 0.01);
}
