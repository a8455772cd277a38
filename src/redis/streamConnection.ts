import { inTime } from '../api/inTime.js';
import type { Time } from '../core/time.js';
import { isRedisClient, type IoredisClient, type NodeRedisClient } from './redisClient.js';
import { streamReads, type StreamRead } from './streamReply.js';

/** What is used of a client or cluster of ioredis 5 and 6 to read streams. */
export interface IoredisStreamClient extends IoredisClient {
  /** Makes a client with the same options: of `duplicate(options)`, or `duplicate(nodes, options)` of a cluster. */
  duplicate(first?: object, second?: object): IoredisReader;
  readonly isCluster: boolean;
  readonly options: object;
}

/** What is used of a duplicate of ioredis. */
export interface IoredisReader {
  call(command: string, ...args: (string | number)[]): Promise<unknown>;
  on(event: string, listener: (error: unknown) => void): unknown;
  disconnect(): void;
  readonly status: string;
}

/** What is used of a client or cluster of node-redis (the package `redis`) 5 and 6 to read streams. */
export interface NodeRedisStreamClient extends NodeRedisClient {
  duplicate(overrides?: object): NodeRedisReader;
  /** Of a single client. */
  readonly options?: object | undefined;
  /** Of a cluster. */
  readonly _options?: object | undefined;
}

/** What is used of a duplicate of node-redis. */
export interface NodeRedisReader {
  connect(): Promise<unknown>;
  xRead(streams: StreamPosition[], options: { BLOCK?: number; COUNT: number }): Promise<unknown>;
  on(event: string, listener: (error: unknown) => void): unknown;
  destroy(): void;
  /** Of a cluster. */
  readonly masters?: readonly NodeRedisNode[];
  /** Of a cluster. */
  readonly replicas?: readonly NodeRedisNode[];
}

/** What is used of a node of a cluster of node-redis. */
export interface NodeRedisNode {
  readonly client?: { destroy(): void } | undefined;
}

/** A client of Redis of your own that can be duplicated: ioredis or node-redis, single or cluster. */
export type StreamClient = IoredisStreamClient | NodeRedisStreamClient;

/** A stream, and the id after which it is read. */
export interface StreamPosition {
  readonly key: string;
  readonly id: string;
}

/** A connection that is used to read streams alone, as a blocked read holds up what is sent after it. */
export interface StreamConnection {
  /** Reads what follows the positions. Waits up to `blockMs` milliseconds for it; not at all without. */
  readonly read: (streams: readonly StreamPosition[], blockMs?: number) => Promise<readonly StreamRead[]>;
  /** Closes the connection. What is read at the time is rejected. */
  readonly close: () => Promise<void>;
}

/** Whether the value is a client that can be duplicated to read streams. */
export function isStreamClient(value: unknown): value is StreamClient {
  return isRedisClient(value) && typeof (value as { duplicate?: unknown }).duplicate === 'function';
}

/** Number of entries of each stream that are read at once. */
const COUNT = 100;
/** Milliseconds in which a connection must be made. */
const CONNECT_MS = 2_000;

/** Opens a connection to read streams, with the options of the client. Rejects where Redis can't be reached. */
export function openStreams(redis: StreamClient, time: Time): Promise<StreamConnection> {
  return 'evalSha' in redis ? openNodeRedis(redis, time) : Promise.resolve(openIoredis(redis));
}

/** Options of a connection that ends for good where it is lost, and whose blocked commands may take their time. */
const IOREDIS_OPTIONS = {
  retryStrategy: null,
  maxRetriesPerRequest: null,
  enableOfflineQueue: true,
  lazyConnect: false,
  enableAutoPipelining: false,
  commandTimeout: undefined,
  blockingTimeout: undefined,
  socketTimeout: undefined,
  disconnectTimeout: 0,
};

function openIoredis(redis: IoredisStreamClient): StreamConnection {
  const { redisOptions } = redis.options as { readonly redisOptions?: object };
  const client = redis.isCluster
    ? redis.duplicate([], {
        clusterRetryStrategy: null,
        enableOfflineQueue: true,
        lazyConnect: false,
        enableAutoPipelining: false,
        redisOptions: { ...redisOptions, ...IOREDIS_OPTIONS },
      })
    : redis.duplicate(IOREDIS_OPTIONS);
  const orReason = reasonOf(client);
  return {
    read: async (streams, blockMs) => {
      const block = blockMs === undefined ? [] : ['BLOCK', blockMs];
      const names = [...streams.map(({ key }) => key), ...streams.map(({ id }) => id)];
      const pending = client.call('xread', 'COUNT', COUNT, ...block, 'STREAMS', ...names);
      return streamReads(await pending.catch(orReason));
    },
    close: () =>
      new Promise(resolve => {
        if (client.status === 'end') {
          resolve();
          return;
        }
        client.on('end', () => {
          resolve();
        });
        client.disconnect();
      }),
  };
}

async function openNodeRedis(redis: NodeRedisStreamClient, time: Time): Promise<StreamConnection> {
  const client = redis.duplicate(nodeRedisOptions(redis));
  const orReason = reasonOf(client);
  const destroy = (): void => {
    destroyAll(client);
  };
  try {
    await inTime(time, CONNECT_MS, client.connect()).catch(orReason);
  } catch (error) {
    destroy();
    throw error;
  }
  return {
    read: async (streams, blockMs) => {
      const options = { COUNT, ...(blockMs !== undefined && { BLOCK: blockMs }) };
      return streamReads(await client.xRead([...streams], options).catch(orReason));
    },
    close: () => {
      destroy();
      return Promise.resolve();
    },
  };
}

/**
 * Options of a duplicate that ends for good where it is lost: node-redis can't destroy a connection that it is making
 * anew. So it gives up one that it makes before this package does.
 */
function nodeRedisOptions(redis: NodeRedisStreamClient): object {
  const { socket: own } = (redis.options ?? {}) as { readonly socket?: object };
  const { defaults } = (redis._options ?? {}) as { readonly defaults?: { readonly socket?: object } };
  const socket = {
    ...(own ?? defaults?.socket),
    reconnectStrategy: false,
    connectTimeout: CONNECT_MS / 2,
    socketTimeout: undefined,
  };
  const commandOptions = {};
  return redis._options === undefined
    ? { commandOptions, socket }
    : { commandOptions, defaults: { ...defaults, socket } };
}

/** Destroys a client. The nodes of a cluster go first, as `destroy` of a cluster ends at the first one that is closed. */
function destroyAll(client: NodeRedisReader): void {
  const nodes = [...(client.masters ?? []), ...(client.replicas ?? [])].map(node => node.client);
  for (const one of [...nodes, client]) {
    try {
      one?.destroy();
    } catch {
      // It has ended already.
    }
  }
}

/**
 * Rejects with the latest error that the client has emitted, where there is one: it says why the connection was lost,
 * which the error of a command doesn't.
 */
function reasonOf(client: Pick<IoredisReader, 'on'>): (error: unknown) => never {
  let reason: unknown;
  client.on('error', error => {
    reason = error;
  });
  return error => {
    throw reason ?? error;
  };
}
