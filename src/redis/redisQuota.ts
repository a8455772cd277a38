import type {
  GivenQuotas,
  PaceChange,
  PaceReply,
  ReservationReply,
  ReservationRequest,
  SharedQuota,
} from '../api/sharedQuota.js';
import { checkOptions } from '../core/check.js';
import { KEPT_MS, QUOTA_SCRIPT } from './quotaScript.js';
import { runScript, type RedisClient } from './redisClient.js';
import { REDIS_RULES, requireRedis } from './redisOptions.js';
import type { Priority } from '../api/recommenderApi.js';

/** Options of `redisQuota`. */
export interface RedisQuotaOptions {
  /** A client of your own, of ioredis or node-redis. It is never closed. */
  readonly redis: RedisClient;
  /**
   * Name of the quota, such as account and region: `'111122223333:eu-west-1'`. Connections with the same name
   * share one quota. Without `{` and `}`, which Redis Cluster reads as marks.
   */
  readonly key: string;
}

/**
 * A quota that all processes with the same Redis and the same `key` draw on, for `quota.shared` of `connect`.
 *
 * - **Rate**: that of the quota, for all processes together; what one process doesn't use, the others do.
 * - **Different quotas**: the lowest rate and burst of the last minute hold for all, and each process says so with
 *   the notice `QUOTA_DIFFERS`, once.
 * - **Order**: foreground calls of any process before background ones; every fourth turn is for the
 *   background while both wait.
 * - **Throttles**: slow all processes; the rate of the service is learnt from the calls of all.
 * - **Fails**: never. While Redis doesn't answer within 0.4 s, each process goes on with its part of the rate,
 *   with the notice `QUOTA_ALONE`, and returns by itself, with `QUOTA_SHARED`.
 * - **Cost**: one script for each call while calls wait, 0.1 ms of Redis; none while nothing is called. Three
 *   keys, `stepstream:{key}:quota`, `:members` and `:quotas`, which expire after two minutes without a call.
 *
 * Fails with `InvalidInputError`, which names the option.
 *
 * @example
 * ```ts
 * import { Redis } from 'ioredis';
 * import { connect } from 'stepstream';
 * import { redisQuota } from 'stepstream/redis';
 *
 * const redis = new Redis('redis://localhost:6379');
 * const shared = redisQuota({ redis, key: '111122223333:eu-west-1' });
 * const recommender = connect({ region: 'eu-west-1', quota: { perSecond: 2, burst: 2, shared } });
 * ```
 */
export function redisQuota(options: RedisQuotaOptions): SharedQuota {
  const { redis, key } = checked(options);
  const keys = ['quota', 'members', 'quotas'].map(name => `stepstream:{${key}}:${name}`);
  const run = (...args: readonly (string | number)[]): Promise<readonly string[]> =>
    runScript(redis, QUOTA_SCRIPT, keys, args.map(String));
  return {
    reserve: async request => reservationOf(await run('reserve', ...argumentsOf(request))),
    pace: async change => paceOf(await run('pace', ...changeOf(change))),
    now: async () => Number((await run('now'))[0]),
    leave: async (member, unused) => {
      await run('leave', member, unused);
    },
  };
}

function checked(options: RedisQuotaOptions): RedisQuotaOptions {
  return requireRedis('redisQuota', checkOptions<RedisQuotaOptions>('redisQuota', options, REDIS_RULES));
}

function argumentsOf(request: ReservationRequest): readonly (string | number)[] {
  const { member, version, everyMs, calls, waiting, unused, spent, members, metMs, deadline } = request;
  const { perSecond, burst } = request.quota;
  // Lost state begins with the calls that other processes have reserved and not made.
  const lost = metMs !== undefined && metMs < KEPT_MS ? members : 0;
  const { foreground, background } = waiting;
  const classes = [foreground, background];
  const state = [unused.calls, unused.taken, spent ? 1 : 0, lost, deadline ?? ''];
  return [member, version, everyMs, burst, calls, ...classes, ...state, perSecond];
}

function reservationOf([now, members, kind, ...rest]: readonly string[]): ReservationReply {
  const known = { now: Number(now), members: Number(members) };
  const [first = '', second = '', third = '', fourth = ''] = rest;
  switch (kind) {
    case 'granted': {
      const moments = { waitMs: Number(second), taken: Number(fourth) };
      return { ...known, kind, quotas: quotasOf(first), ...moments, priority: third as Priority };
    }
    case 'later':
      return { ...known, kind, quotas: quotasOf(first), waitMs: Number(second) };
    case 'pace':
      return { ...known, kind, version: first, pace: second === '' ? undefined : second };
    default:
      return { ...known, kind: 'late' };
  }
}

const quotasOf = (text: string): GivenQuotas =>
  text.split(',').map(quota => {
    const [perSecond, burst] = quota.split(' ').map(Number);
    return { perSecond: perSecond ?? NaN, burst: burst ?? NaN };
  });

function changeOf(change: PaceChange | undefined): readonly (string | number)[] {
  if (change === undefined) return [''];
  const { version, pace, throttles, restMs, everyMs } = change;
  return [version, pace, throttles, restMs, everyMs];
}

function paceOf([now, version = '', pace, successes, fullAt]: readonly string[]): PaceReply {
  return {
    now: Number(now),
    version,
    pace: pace === '' ? undefined : pace,
    successes: Number(successes),
    fullAt: fullAt ? Number(fullAt) : undefined,
  };
}
