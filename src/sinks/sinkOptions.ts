import { checkOptions, milliseconds, wholeNumber, type Rule } from '../core/check.js';
import type { KeyOf } from './conflatingQueue.js';
import { conflateKey } from './conflateKey.js';
import { MAX_BACKLOG_BYTES, STALL_MS } from './link.js';

/** Options of `toWebSocket` and `toSse`. */
export interface SinkOptions<T = unknown> {
  /** Converts a value before `JSON.stringify`. Default: the form of the wire, for any value. */
  readonly encode?: ((value: T) => unknown) | undefined;
  /**
   * Identifies the subject of a value: a client that is behind receives only the latest value with each key (conflation).
   * Values with the key `undefined` are all sent. Default: steps by their key, answers
   * about a job, such as snapshots, by the job, and other values by their kind.
   */
  readonly keyOf?: ((value: T) => string | undefined) | undefined;
  /** Number of unacknowledged bytes above which a client is behind. Default 262,144. */
  readonly maxBacklogBytes?: number | undefined;
  /** Longest time without progress after which a client is cut off, in milliseconds. Default 30,000. */
  readonly stallMs?: number | undefined;
}

/** The options with all defaults filled in. */
export interface CheckedSinkOptions {
  readonly encode: (value: unknown) => unknown;
  readonly keyOf: KeyOf;
  readonly maxBacklogBytes: number;
  readonly stallMs: number;
}

const isFunction: Rule = { must: 'must be a function', holds: value => typeof value === 'function' };

/** Checks the options and fills in the defaults. Throws an `InvalidInputError` that names the option. */
export function checkSinkOptions<T>(where: string, options?: SinkOptions<T>): CheckedSinkOptions {
  const given = checkOptions(where, options, {
    encode: isFunction,
    keyOf: isFunction,
    maxBacklogBytes: wholeNumber(1),
    stallMs: milliseconds(1),
  });
  return {
    encode: (given.encode ?? ((value: T) => value)) as (value: unknown) => unknown,
    keyOf: (given.keyOf ?? conflateKey) as KeyOf,
    maxBacklogBytes: given.maxBacklogBytes ?? MAX_BACKLOG_BYTES,
    stallMs: given.stallMs ?? STALL_MS,
  };
}
