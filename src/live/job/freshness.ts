import { PollLagError, StepstreamError } from '../../core/errors.js';
import type { WatchEvent } from '../../core/event.js';
import type { Time } from '../../core/time.js';

/** Says `stale` and `fresh`. */
export interface Freshness {
  /** A poll came through whole; it was begun at `askedAt`. `cause`: what it brought can't be decoded in full. */
  readonly polled: (askedAt: number, cause?: StepstreamError) => void;
  /** A poll failed. */
  readonly failed: (cause: unknown) => void;
  /** Leaves no timer. */
  readonly stop: () => void;
}

/**
 * Says when what is known of a job is stale, and when it is fresh again: `stale` when a poll fails, when
 * none comes through for `staleAfterMs`, and again when the cause becomes another one; `fresh` with the
 * first poll that comes through whole.
 */
export function freshness(
  jobName: string,
  staleAfterMs: number,
  time: Time,
  emit: (event: WatchEvent) => void,
): Freshness {
  let knownAt = time.monotonic();
  let staleFor: unknown;
  let cancel = (): void => undefined;

  function stale(cause: unknown): void {
    const kind = cause instanceof StepstreamError ? cause.code : cause;
    if (kind === staleFor) return;
    staleFor = kind;
    emit({ type: 'stale', jobName, ageMs: Math.max(0, time.monotonic() - knownAt), cause });
  }

  function expect(): void {
    cancel();
    cancel = time.after(staleAfterMs, () => {
      const lagMs = time.monotonic() - knownAt;
      if (staleFor === undefined) stale(new PollLagError(lagMs));
    });
  }

  expect();
  return {
    polled: (askedAt, cause) => {
      knownAt = askedAt;
      expect();
      if (cause !== undefined) stale(cause);
      else if (staleFor !== undefined) {
        staleFor = undefined;
        emit({ type: 'fresh', jobName });
      }
    },
    failed: stale,
    stop: () => {
      cancel();
    },
  };
}
