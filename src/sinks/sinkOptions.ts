import { checkOptions, milliseconds, wholeNumber, type Rule } from '../core/check.js';
import type { KeyOf } from './backlog.js';
import { conflateKey } from './conflateKey.js';
import { MAX_BACKLOG_BYTES, STALL_MS } from './link.js';

/** Options of `toWebSocket` and `toSse`. */
export interface SinkOptions<T = unknown> {
  /**
   * How a value is written: what `JSON.stringify` is to make text of. Default: the form of the wire,
   * whatever the value is.
   */
  readonly encode?: ((value: T) => unknown) | undefined;
  /**
   * What a value is about: of values with the same key a client that is behind gets the latest only.
   * Undefined: nothing replaces this one. Default: steps by their key, and other answers by their kind.
   */
  readonly keyOf?: ((value: T) => string | undefined) | undefined;
  /** Bytes above which a client is behind. Default 262,144. */
  readonly maxBacklogBytes?: number | undefined;
  /** Milliseconds without progress after which a client is given up. Default 30,000. */
  readonly stallMs?: number | undefined;
}

/** The options with nothing left out. */
export interface CheckedSinkOptions {
  readonly encode: (value: unknown) => unknown;
  readonly keyOf: KeyOf;
  readonly maxBacklogBytes: number;
  readonly stallMs: number;
}

const isFunction: Rule = { must: 'must be a function', holds: value => typeof value === 'function' };

/** Checks the options and fills in the defaults. Fails with `InvalidInputError`, which names the option. */
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
