import { checkOptions, milliseconds, oneOf } from '../core/check.js';
import { InvalidInputError } from '../core/errors.js';

/** How a job is watched. */
export interface WatchOptions {
  /** The shortest pause between two polls, in milliseconds, 1 or more. Default 5,000. */
  readonly minIntervalMs?: number | undefined;
  /** The longest pause, in milliseconds; not below the shortest. Default 60,000, or the shortest if that is longer. */
  readonly maxIntervalMs?: number | undefined;
  /**
   * So long, in milliseconds, calls may be refused for their credentials (`ACCESS_DENIED`,
   * `EXPIRED_CREDENTIALS`, `MISSING_CREDENTIALS`) before the watch ends with that error; people renew
   * credentials during a job of hours. 0 doesn't wait. Default 300,000.
   */
  readonly credentialsGraceMs?: number | undefined;
  /**
   * How old, in milliseconds, what is known may get without any call having failed before `stale` is
   * said, as when permits are short; longer than the longest pause. Default: twice that and a minute.
   */
  readonly staleAfterMs?: number | undefined;
  /**
   * What becomes of a step, or of a job, that can't be decoded. The watch goes on in any case, and the
   * others are followed. `error` (default) says `stale` with the `DecodeError` as its cause for as long as
   * that lasts, and fails with it in place of `done` if it lasts to the end; `skip` is silent.
   */
  readonly onInvalid?: 'error' | 'skip' | undefined;
}

/** The options with nothing left out. */
export type CheckedWatchOptions = { readonly [K in keyof WatchOptions]-?: NonNullable<WatchOptions[K]> };

const DEFAULT_MIN_MS = 5_000;
const DEFAULT_MAX_MS = 60_000;
const DEFAULT_CREDENTIALS_GRACE_MS = 300_000;
const LAG_MS = 60_000;

/** Checks the options and fills in the defaults. Fails with `InvalidInputError`, which names the option. */
export function checkWatchOptions(options?: WatchOptions): CheckedWatchOptions {
  const given = checkOptions<WatchOptions>('watch', options, {
    minIntervalMs: milliseconds(1),
    maxIntervalMs: milliseconds(1),
    credentialsGraceMs: milliseconds(),
    staleAfterMs: milliseconds(1),
    onInvalid: oneOf('error', 'skip'),
  });
  const { minIntervalMs = Math.min(DEFAULT_MIN_MS, given.maxIntervalMs ?? DEFAULT_MIN_MS) } = given;
  const { maxIntervalMs = Math.max(DEFAULT_MAX_MS, minIntervalMs) } = given;
  if (maxIntervalMs < minIntervalMs) {
    throw new InvalidInputError('watch.maxIntervalMs', 'must not be below minIntervalMs');
  }
  const { staleAfterMs = 2 * maxIntervalMs + LAG_MS } = given;
  if (staleAfterMs <= maxIntervalMs) {
    throw new InvalidInputError('watch.staleAfterMs', 'must be longer than maxIntervalMs');
  }
  return {
    minIntervalMs,
    maxIntervalMs,
    credentialsGraceMs: given.credentialsGraceMs ?? DEFAULT_CREDENTIALS_GRACE_MS,
    staleAfterMs,
    onInvalid: given.onInvalid ?? 'error',
  };
}
