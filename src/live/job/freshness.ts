import { PollLagError, StepstreamError } from '../../core/errors.js';
import type { WatchEvent } from '../../core/event.js';
import type { Time } from '../../core/time.js';

/** Tracks how old is what is known of a job, and emits `stale` and `fresh`. */
export interface Freshness {
  /** A poll that started at `startedAt` has succeeded. `cause`: what it returned can't be decoded in full. */
  readonly polled: (startedAt: number, cause?: StepstreamError) => void;
  /** A poll has failed. */
  readonly failed: (cause: unknown) => void;
  /** Leaves no timer. */
  readonly stop: () => void;
}

/**
 * Starts to track a job. Emits `stale` when a poll fails, when none succeeds for `staleAfterMs`, and again
 * when the cause becomes another one; `fresh` with the first poll that succeeds and can be decoded.
 */
export function freshness(
  jobName: string,
  staleAfterMs: number,
  time: Time,
  emit: (event: WatchEvent) => void,
): Freshness {
  let knownAt = time.monotonic();
  /** Code of the present cause, or the cause itself where it has none. */
  let staleFor: unknown;
  let cancel = (): void => undefined;

  function stale(cause: unknown): void {
    const kind = cause instanceof StepstreamError ? cause.code : cause;
    if (kind === staleFor) return;
    staleFor = kind;
    emit({ type: 'stale', jobName, ageMs: Math.max(0, time.monotonic() - knownAt), cause });
  }

  function restartTimer(): void {
    cancel();
    cancel = time.after(staleAfterMs, () => {
      const lagMs = time.monotonic() - knownAt;
      if (staleFor === undefined) stale(new PollLagError(lagMs));
    });
  }

  restartTimer();
  return {
    polled: (startedAt, cause) => {
      knownAt = startedAt;
      restartTimer();
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
