import type { Rule } from '../core/check.js';
import { InvalidInputError } from '../core/errors.js';
import { isRedisClient } from './redisClient.js';

/** Rules of the two options that all functions of this room have. */
export const REDIS_RULES: Readonly<Record<'redis' | 'key', Rule>> = {
  redis: { must: 'must be a client of ioredis or node-redis', holds: isRedisClient },
  key: {
    must: 'must be a non-empty string without { and }',
    holds: value => typeof value === 'string' && /^[^{}]+$/.test(value),
  },
};

/** Returns the options if both are there. Fails with `InvalidInputError`. */
export function requireRedis<O extends { readonly redis: unknown; readonly key: string }>(
  where: string,
  options: O,
): O {
  if (options.redis === undefined) throw new InvalidInputError(`${where}.redis`, 'is missing');
  if ((options.key as unknown) === undefined) throw new InvalidInputError(`${where}.key`, 'is missing');
  return options;
}
