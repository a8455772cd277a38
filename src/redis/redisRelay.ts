import { inTime } from '../api/inTime.js';
import { checkOptions, wholeNumber } from '../core/check.js';
import type { JobLog } from '../core/jobLog.js';
import { systemTime, type Time } from '../core/time.js';
import { APPEND_SCRIPT, appendArguments } from './appendScript.js';
import { cachedText } from './cachedText.js';
import { Generations } from './generations.js';
import { JOIN_SCRIPT, joinReply } from './joinScript.js';
import { LEASE_SCRIPT, leaseArguments, leaseKeys, leaseReplies, leaseText } from './leaseScript.js';
import { loggedJob } from './loggedFields.js';
import { createLogReader } from './logReader.js';
import { anotherVersion, LOG_VERSION } from './logVersion.js';
import { runScript } from './redisClient.js';
import { REDIS_RULES, requireRedis } from './redisOptions.js';
import { relayKeys } from './relayKeys.js';
import { RELEASE_SCRIPT } from './releaseScript.js';
import type { Script } from './script.js';
import { isStreamClient, openStreams, type StreamClient } from './streamConnection.js';
import { TEXT_SCRIPT } from './textScript.js';
import { WAKE_SCRIPT } from './wakeScript.js';

/** Options of `redisRelay`. */
export interface RedisRelayOptions {
  /** A client of your own, of ioredis or node-redis. It is never closed. One duplicate of it reads, while a reader is open. */
  readonly redis: StreamClient;
  /**
   * Name of the relay, such as account and region: `'111122223333:eu-west-1'`. Gateways with the same name share their
   * polls. Without `{` and `}`, which Redis Cluster reads as marks.
   */
  readonly key: string;
  /** Milliseconds after which another gateway polls the jobs of one that has died. At least 100. Default 3,000. */
  readonly leaseMs?: number;
}

const DEFAULT_LEASE_MS = 3_000;
/** Milliseconds within which a command must be answered. */
const LIMIT_MS = 1_000;
/** Milliseconds for which the log of a job is kept without a gateway that follows it; longer where leases are. */
const KEPT_MS = 30_000;

/**
 * The logs of jobs that all gateways with the same Redis and the same `key` share, for `relay` of `createGateway`. One
 * gateway polls a job, and the others relay what it learns.
 *
 * - **Fails**: each call rejects where Redis refuses it or doesn't answer within a second, apart from `cached`, which
 *   then fetches. With `InvalidInputError` where the logs are of another version of stepstream.
 * - **Keys**: begin with `stepstream:{key}:`, and expire: logs half a minute after the last gateway has left.
 * - **Cost**: a script for each batch, one for the leases of all jobs with each renewal, and one blocked read on a
 *   connection of its own, which duplicates `redis`.
 * - **Bounds**: what `drop` of a batch leaves: the steps of the job, and its latest events.
 * - **Time**: Redis's own.
 *
 * Fails with `InvalidInputError`, which names the option.
 *
 * @example
 * ```ts
 * import { Redis } from 'ioredis';
 * import { connect } from 'stepstream';
 * import { createGateway } from 'stepstream/gateway';
 * import { redisQuota, redisRelay } from 'stepstream/redis';
 *
 * const redis = new Redis('redis://localhost:6379');
 * const key = '111122223333:eu-west-1';
 * const gateway = createGateway({
 *   recommender: connect({ quota: { perSecond: 2, burst: 2, shared: redisQuota({ redis, key }) } }),
 *   relay: redisRelay({ redis, key }),
 *   token: process.env['TOKEN'],
 * });
 * await gateway.listen({ port: 4610, host: '0.0.0.0' });
 * ```
 */
export function redisRelay(options: RedisRelayOptions): JobLog {
  return createRelay(checked(options), systemTime);
}

function checked(options: RedisRelayOptions): Required<RedisRelayOptions> {
  const { leaseMs = DEFAULT_LEASE_MS, ...rest } = checkOptions('redisRelay', options, {
    ...REDIS_RULES,
    redis: { ...REDIS_RULES.redis, holds: isStreamClient },
    leaseMs: wholeNumber(100),
  });
  return { ...requireRedis('redisRelay', rest), leaseMs };
}

function createRelay({ redis, key, leaseMs }: Required<RedisRelayOptions>, time: Time): JobLog {
  const keys = relayKeys(key);
  const gatewayId = time.uniqueId();
  const generations = new Generations();
  const keptMs = Math.max(KEPT_MS, 10 * leaseMs);
  let batches = 0;

  const run = (
    script: Script,
    of: readonly string[],
    args: readonly (string | number)[] = [],
  ): Promise<readonly string[]> => inTime(time, LIMIT_MS, runScript(redis, script, of, args.map(String)));

  return {
    leaseMs,
    join: async jobName => {
      const reply = joinReply(await run(JOIN_SCRIPT, [keys.state(jobName), keys.log(jobName)]));
      if (reply === undefined) return undefined;
      const { epoch = '', generation = '', version = '' } = Object.fromEntries(reply.fields);
      if (version !== LOG_VERSION) throw anotherVersion(jobName, version);
      generations.learn(jobName, epoch, generation);
      return loggedJob(jobName, reply);
    },
    append: async (jobName, batch) => {
      const batchId = `${gatewayId}:${String((batches += 1))}`;
      const context = { gatewayId, batchId, keptMs, generation: generations.of(jobName) };
      const of = [keys.lease(jobName), keys.state(jobName), keys.log(jobName)];
      const [kind, detail = ''] = await run(APPEND_SCRIPT, of, appendArguments(batch, context));
      if (kind === 'version') throw anotherVersion(jobName, detail);
      if (kind === 'appended') generations.learn(jobName, batch.after.epoch, detail);
      return kind as 'appended' | 'fenced' | 'moved';
    },
    lease: async requests => {
      const args = [gatewayId, leaseMs, keptMs, ...leaseArguments(requests)];
      return leaseReplies(await run(LEASE_SCRIPT, leaseKeys(keys, requests), args));
    },
    release: async (jobName, fence) => {
      await run(RELEASE_SCRIPT, [keys.lease(jobName), keys.control], [leaseText(fence, gatewayId), jobName]);
    },
    cached: (name, maxAgeMs, fetch) =>
      cachedText((...args) => run(TEXT_SCRIPT, [keys.text(name), keys.textLock(name)], args), {
        time,
        maxAgeMs,
        fetch,
      }),
    read: observer =>
      createLogReader(
        {
          keys,
          time,
          open: () => openStreams(redis, time),
          wake: wakeKey => run(WAKE_SCRIPT, [wakeKey]),
          idAt: (jobName, position) => generations.idAt(jobName, position),
        },
        observer,
      ),
  };
}
