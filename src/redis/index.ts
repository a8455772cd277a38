// stepstream/redis: several machines on one Redis.
export type { SharedQuota } from '../api/sharedQuota.js';
export type { IoredisClient, NodeRedisClient, RedisClient } from './redisClient.js';
export { redisQuota, type RedisQuotaOptions } from './redisQuota.js';
