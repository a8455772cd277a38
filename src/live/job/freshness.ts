import { liveTrace } from '../../api/channels.js';
import { PollLagError, type StepstreamError } from '../../core/errors.js';
import type { WatchEvent } from '../../core/event.js';
import type { Staleness } from '../../core/message.js';
import type { WatchView } from '../../core/telemetry.js';
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
 * when the cause becomes another one; `fresh` with the first poll that succeeds and can be decoded. What was stale
 * `before`, in an earlier watch, is so until then.
 */
export function freshness(
  jobName: string,
  staleAfterMs: number,
  time: Time,
  emit: (event: WatchEvent) => void,
  before?: Staleness,
): Freshness {
  let knownAt = time.monotonic() - (before?.ageMs ?? 0);
  /** Code of the present cause, or the cause itself where it has none; undefined while nothing is stale. */
  let staleFor = before && kindOf(before.cause);
  let cancel = (): void => undefined;
  const watch: WatchView = {
    jobName,
    ageMs: () => Math.max(0, time.monotonic() - knownAt),
    isStale: () => staleFor !== undefined,
  };
  let isLeft = false;

  function stale(cause: unknown): void {
    const kind = kindOf(cause);
    if (kind === staleFor) return;
    staleFor = kind;
    emit({ type: 'stale', jobName, ageMs: watch.ageMs(), cause });
  }

  function restartTimer(): void {
    cancel();
    cancel = time.after(staleAfterMs, () => {
      const lagMs = time.monotonic() - knownAt;
      if (staleFor === undefined) stale(new PollLagError(lagMs));
    });
  }

  restartTimer();
  liveTrace.point(() => ({ kind: 'followed', jobName, watch }));
  return {
    polled: (startedAt, cause) => {
      knownAt = startedAt;
      liveTrace.point(() => ({ kind: 'polled', jobName, watch }));
      restartTimer();
      if (cause !== undefined) stale(cause);
      else if (staleFor !== undefined) {
        staleFor = undefined;
        emit({ type: 'fresh', jobName });
      }
    },
    failed: cause => {
      liveTrace.point(() => ({ kind: 'failed', jobName, watch, cause }));
      stale(cause);
    },
    stop: () => {
      cancel();
      if (isLeft) return;
      isLeft = true;
      liveTrace.point(() => ({ kind: 'left', jobName, watch }));
    },
  };
}

/** Stands for a cause that isn't known. */
const NO_CAUSE: unique symbol = Symbol('no cause');

/** The code of a cause, also of one in its public form; the cause itself where it has none. Never undefined. */
function kindOf(cause: unknown): unknown {
  const { code } = (cause ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' ? code : (cause ?? NO_CAUSE);
}
