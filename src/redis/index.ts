/**
 * Several machines on one Redis.
 *
 * @module stepstream/redis
 */
export type { SharedQuota } from '../api/sharedQuota.js';
export type {
  JobLog,
  LeaseReply,
  LeaseRequest,
  LogBatch,
  LogDrop,
  LogEntry,
  LoggedJob,
  LoggedStep,
  LogObserver,
  LogReader,
} from '../core/jobLog.js';
export type { IoredisClient, NodeRedisClient, RedisClient } from './redisClient.js';
export { redisQuota, type RedisQuotaOptions } from './redisQuota.js';
export { redisRelay, type RedisRelayOptions } from './redisRelay.js';
export type {
  IoredisReader,
  IoredisStreamClient,
  NodeRedisReader,
  NodeRedisStreamClient,
  StreamClient,
} from './streamConnection.js';
