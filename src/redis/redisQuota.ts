import type {
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
 * - **Order**: foreground calls of any process before background ones; every fourth turn is for the
 *   background while both wait.
 * - **Throttles**: slow all processes; the rate of the service is learnt from the calls of all.
 * - **Fails**: never. While Redis doesn't answer within 0.4 s, each process goes on with its part of the rate,
 *   with the notice `QUOTA_ALONE`, and returns by itself, with `QUOTA_SHARED`.
 * - **Cost**: one script for each call while calls wait, 0.1 ms of Redis; none while nothing is called. Two keys,
 *   `stepstream:{key}:quota` and `stepstream:{key}:members`, which expire after two minutes without a call.
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
  const keys = [`stepstream:{${key}}:quota`, `stepstream:{${key}}:members`];
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
  const { member, version, everyMs, burst, calls, waiting, unused, spent, members, metMs, deadline } =
    request;
  // Lost state begins with the calls that other processes have reserved and not made.
  const lost = metMs !== undefined && metMs < KEPT_MS ? members : 0;
  const { foreground, background } = waiting;
  const classes = [foreground, background];
  return [member, version, everyMs, burst, calls, ...classes, unused, spent ? 1 : 0, lost, deadline ?? ''];
}

function reservationOf([now, members, kind, ...rest]: readonly string[]): ReservationReply {
  const known = { now: Number(now), members: Number(members) };
  const [first = '', second = ''] = rest;
  switch (kind) {
    case 'granted':
      return { ...known, kind, waitMs: Number(first), priority: second as Priority };
    case 'later':
      return { ...known, kind, waitMs: Number(first) };
    case 'pace':
      return { ...known, kind, version: first, pace: second === '' ? undefined : second };
    default:
      return { ...known, kind: 'late' };
  }
}

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
