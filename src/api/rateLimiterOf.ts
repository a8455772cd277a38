import type { Time } from '../core/time.js';
import { createRateLimiter } from './createRateLimiter.js';
import { createSharedRateLimiter } from './createSharedRateLimiter.js';
import type { CheckedQuota } from './quota.js';
import type { RateLimiter } from './rateLimiter.js';

/** Makes the rate limiter of a quota: one that asks the other processes where the quota is shared. */
export function rateLimiterOf({ shared, ...quota }: CheckedQuota, time: Time): RateLimiter {
  return shared === undefined
    ? createRateLimiter({ quota, time })
    : createSharedRateLimiter({ quota: { ...quota, shared }, time });
}
