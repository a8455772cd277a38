import { redisTrace } from '../api/channels.js';
import type { Script } from './script.js';

/** What is used of a client or cluster of ioredis 5 and 6. */
export interface IoredisClient {
  evalsha(sha: string, numberOfKeys: number, ...keysAndArguments: string[]): Promise<unknown>;
  eval(text: string, numberOfKeys: number, ...keysAndArguments: string[]): Promise<unknown>;
}

/** What is used of a client or cluster of node-redis (the package `redis`) 5 and 6. */
export interface NodeRedisClient {
  evalSha(sha: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
  eval(text: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
}

/** A client of Redis of your own: ioredis or node-redis, single or cluster, connected or about to. */
export type RedisClient = IoredisClient | NodeRedisClient;

/** Whether the value is a client that this package can use. */
export function isRedisClient(value: unknown): value is RedisClient {
  const { eval: run, evalsha, evalSha } = (value ?? {}) as Record<string, unknown>;
  return typeof run === 'function' && [evalsha, evalSha].some(method => typeof method === 'function');
}

/**
 * Runs a script by its hash, and by its text where Redis doesn't know it: after a restart, a fail-over or a
 * SCRIPT FLUSH.
 */
export function runScript(
  redis: RedisClient,
  script: Script,
  keys: readonly string[],
  args: readonly string[],
): Promise<readonly string[]> {
  return redisTrace.span(
    () => ({ kind: 'command', script: script.name }),
    () => run(redis, script, keys, args),
  );
}

async function run(
  redis: RedisClient,
  { text, sha }: Script,
  keys: readonly string[],
  args: readonly string[],
): Promise<readonly string[]> {
  const reply =
    'evalSha' in redis
      ? await orByText(
          () => redis.evalSha(sha, { keys: [...keys], arguments: [...args] }),
          () => redis.eval(text, { keys: [...keys], arguments: [...args] }),
        )
      : await orByText(
          () => redis.evalsha(sha, keys.length, ...keys, ...args),
          () => redis.eval(text, keys.length, ...keys, ...args),
        );
  return (reply as readonly unknown[]).map(String);
}

async function orByText(byHash: () => Promise<unknown>, byText: () => Promise<unknown>): Promise<unknown> {
  try {
    return await byHash();
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
    return byText();
  }
}
