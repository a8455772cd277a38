import { checkOptions, milliseconds, oneOf, unchecked } from '../core/check.js';
import { InvalidInputError } from '../core/errors.js';
import { jobKindOf } from '../core/jobKind.js';
import type { KnownState } from '../core/knownState.js';
import { checkKnownState } from '../decode/knownState.js';

/** Options of `watch$` and `shared$`. */
export interface WatchOptions {
  /** Shortest pause between two polls, in milliseconds, 1 or more. Default 5,000; of an AI job 15,000. */
  readonly minIntervalMs?: number | undefined;
  /**
   * Longest pause between two polls, in milliseconds; not below the shortest. While nothing changes, each pause
   * is half as long again as the one before, up to this. Pauses are spread by a fifth at random. Default 60,000,
   * or the shortest if that is longer.
   */
  readonly maxIntervalMs?: number | undefined;
  /**
   * Grace period of refused credentials, in milliseconds: calls that fail with `ACCESS_DENIED`,
   * `EXPIRED_CREDENTIALS` or `MISSING_CREDENTIALS` are retried for this long, and then the watch fails with
   * that error. Credentials can be renewed meanwhile. 0 fails at once. Default 300,000.
   */
  readonly credentialsGraceMs?: number | undefined;
  /**
   * Age of what is known from which on `stale` is emitted although no call has failed, in milliseconds: calls
   * can wait for permits. Longer than the longest pause. Default: twice the longest pause and a minute.
   */
  readonly staleAfterMs?: number | undefined;
  /**
   * How long to wait for a job that isn't found at first, in milliseconds, as one that was just created may not
   * be; `stale` with `NOT_FOUND` is emitted meanwhile. Then the watch fails with `NOT_FOUND`. Default 0: at
   * once; of an AI job 60,000. The command waits for 40 s.
   */
  readonly appearsWithinMs?: number | undefined;
  /**
   * What happens when a step or the job can't be decoded. The watch goes on with the other steps either way.
   * `error` emits `stale` with the `DecodeError` as its cause, and fails with that error in place of `done` if
   * it lasts to the end. `skip` reports nothing. Default: `error`.
   */
  readonly onInvalid?: 'error' | 'skip' | undefined;
  /**
   * State that an earlier watch of this job had, in this process or in another one. The watch goes on from it and
   * emits only what differs; the keys of its steps stay. It may have the form of the wire, as `KnownState` of
   * `stepstream/codecs` encodes it. Default: none.
   *
   * @example
   * ```ts
   * // A service that restarts goes on from what it stored.
   * import { existsSync, readFileSync, writeFileSync } from 'node:fs';
   * import { connect, snapshots } from 'stepstream';
   * import { KnownState } from 'stepstream/codecs';
   *
   * const FILE = 'my-job.json';
   * const known = existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as KnownState) : undefined;
   * connect()
   *   .watch$('my-job', { known })
   *   .pipe(snapshots({ known }))
   *   .subscribe(({ job, steps, synced, stale }) => {
   *     const state = { job, steps: Array.from(steps, ([key, step]) => ({ key, step })), synced, stale };
   *     writeFileSync(FILE, JSON.stringify(KnownState.encode(state)));
   *   });
   * ```
   */
  readonly known?: KnownState | undefined;
}

/** The options with all defaults filled in. */
export type CheckedWatchOptions = {
  readonly [K in Exclude<keyof WatchOptions, 'known'>]-?: NonNullable<WatchOptions[K]>;
} & Pick<WatchOptions, 'known'>;

/** Default of `minIntervalMs`, in milliseconds. */
export const DEFAULT_MIN_MS = 5_000;
/** The same of an AI job, which takes hours, and shows no progress. */
const DEFAULT_AI_MIN_MS = 15_000;
/** Default of `appearsWithinMs` of an AI job, in milliseconds: lists were seen to lack new ones for a while. */
const DEFAULT_AI_APPEARS_MS = 60_000;
const DEFAULT_MAX_MS = 60_000;
const DEFAULT_CREDENTIALS_GRACE_MS = 300_000;
const LAG_MS = 60_000;

/**
 * Checks the options of a watch of `jobName`, and fills in the defaults of its kind: a name that isn't qualified is that
 * of a classic job. Fails with `InvalidInputError`, which names the option.
 */
export function checkWatchOptions(options?: WatchOptions, jobName?: string): CheckedWatchOptions {
  const given = checkOptions<WatchOptions>('watch', options, {
    minIntervalMs: milliseconds(1),
    maxIntervalMs: milliseconds(1),
    credentialsGraceMs: milliseconds(),
    staleAfterMs: milliseconds(1),
    appearsWithinMs: milliseconds(),
    onInvalid: oneOf('error', 'skip'),
    known: unchecked,
  });
  const isAI = jobName !== undefined && jobKindOf(jobName) !== 'classic';
  const defaultMinMs = isAI ? DEFAULT_AI_MIN_MS : DEFAULT_MIN_MS;
  const { minIntervalMs = Math.min(defaultMinMs, given.maxIntervalMs ?? defaultMinMs) } = given;
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
    appearsWithinMs: given.appearsWithinMs ?? (isAI ? DEFAULT_AI_APPEARS_MS : 0),
    onInvalid: given.onInvalid ?? 'error',
    ...(given.known !== undefined && { known: checkKnownState('watch.known', given.known, jobName) }),
  };
}
