import type { SharedQuota } from './sharedQuota.js';

/**
 * The rate limit of a connection, for all of its streams together: the rate at which `createRateLimiter` lets calls through,
 * unless throttles have lowered it (`adaptiveRate`).
 */
export interface Quota {
  /** Calls a second, above 0. Default 2; `Infinity` is no limit. */
  readonly perSecond?: number | undefined;
  /** Number of calls that may be made at once after a rest, 1 or more; beyond 10 they go out as answers arrive. Default 2. */
  readonly burst?: number | undefined;
  /**
   * Shares the quota with other processes: `redisQuota` of `stepstream/redis` makes it. `perSecond`, which must
   * be finite then, and `burst` hold for all processes together. Default: the quota is this connection's alone.
   */
  readonly shared?: SharedQuota | undefined;
}

/** A quota with its defaults filled in. */
export interface CheckedQuota {
  readonly perSecond: number;
  readonly burst: number;
  readonly shared?: SharedQuota | undefined;
}

/** The default quota: what AWS allows a whole account for sibling operations. */
export const QUOTA_DEFAULTS: CheckedQuota = { perSecond: 2, burst: 2 };
