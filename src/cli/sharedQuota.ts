import type { SharedQuota } from '../api/sharedQuota.js';
import { InvalidInputError, MissingPeerError } from '../core/errors.js';
import type { JobLog } from '../core/jobLog.js';
import { redisQuota } from '../redis/redisQuota.js';
import { redisRelay } from '../redis/redisRelay.js';
import { isRedisUrl } from './flags/flagValues.js';
import { oneLine } from '../words/oneLine.js';
import { writeQuotaNotices } from './quotaNotices.js';
import type { Host } from './process/host.js';

/** Milliseconds in which Redis must have answered once. After them the command begins without it. */
const ANSWER_MS = 2_000;
/** Longest pause between two attempts to connect, in milliseconds. */
const RECONNECT_MS = 1_000;

/** A shared quota, and the function that ends its connection and its notices. */
export interface HeldQuota {
  readonly shared: SharedQuota;
  /**
   * The logs of jobs on the same Redis; undefined where the URL names no key, as the region alone doesn't tell the jobs
   * of two accounts apart.
   */
  readonly relay: (() => JobLog) | undefined;
  readonly close: () => void;
}

/** Which quota, and how its notices are written. */
export interface SharedQuotaSettings {
  readonly redis?: string | undefined;
  /** Region of the connection. */
  readonly region?: string | undefined;
  /** Whether the command redraws its output on a terminal. */
  readonly redraws: boolean;
}

/**
 * The quota on the Redis that `--redis` or `STEPSTREAM_REDIS_URL` names; undefined where neither does. What
 * stands after `#` in the URL names the quota, as `key` of `redisQuota` does; without it the region does.
 *
 * - **Fails**: with `InvalidInputError` for a variable that isn't such a URL, with `MissingPeerError` where
 *   ioredis isn't installed. A Redis that can't be reached, at the start or later, is a line on stderr.
 */
export async function sharedQuotaOf(
  { redis = '', region, redraws }: SharedQuotaSettings,
  { env, stdout, stderr, time }: Pick<Host, 'env' | 'stdout' | 'stderr' | 'time'>,
): Promise<HeldQuota | undefined> {
  const url = redis === '' ? (env['STEPSTREAM_REDIS_URL'] ?? '') : redis;
  if (url === '') return undefined;
  if (!isRedisUrl(url))
    throw new InvalidInputError(
      'redis',
      'must be a URL such as redis://host:6379, and so must STEPSTREAM_REDIS_URL',
    );
  const [address = '', name = ''] = url.split('#');
  const given = decodeURIComponent(name);
  const key = given || (region ?? 'default');
  const { Redis } = await import('ioredis').catch((cause: unknown) => {
    throw new MissingPeerError('ioredis', { cause });
  });
  const client = new Redis(address, { retryStrategy: times => Math.min(RECONNECT_MS, 50 * times) });
  let refusal = `no answer within ${String(ANSWER_MS / 1000)} s`;
  client.on('error', error => {
    refusal = error.message || refusal;
  });
  const close = (): void => {
    client.disconnect();
  };
  try {
    const shared = redisQuota({ redis: client, key });
    const isReached = await new Promise<boolean>(resolve => {
      const cancel = time.after(ANSWER_MS, () => {
        resolve(false);
      });
      const settle = (reached: boolean) => () => {
        cancel();
        resolve(reached);
      };
      shared.now().then(settle(true), settle(false));
      // A connection that is refused is tried again; the command doesn't wait for that.
      client.once('error', settle(false));
    });
    if (!isReached)
      stderr.write(
        `stepstream: Redis at ${new URL(address).host} can't be reached (${oneLine(refusal)}): the quota isn't shared until it can.\n`,
      );
    const endNotices = writeQuotaNotices({ stdout, stderr }, { isAlone: !isReached, redraws });
    return {
      shared,
      relay: given === '' ? undefined : () => redisRelay({ redis: client, key }),
      close: () => {
        endNotices();
        close();
      },
    };
  } catch (error) {
    close();
    throw error;
  }
}
