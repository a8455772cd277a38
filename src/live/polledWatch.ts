import { Observable } from 'rxjs';
import { NotFoundError, type StepstreamError } from '../core/errors.js';
import type { WatchEvent } from '../core/event.js';
import { pause } from '../core/pause.js';
import type { Time } from '../core/time.js';
import { freshness } from './job/freshness.js';
import type { PollResult } from './job/jobPoller.js';
import { afterFailedPoll } from './pace/afterFailedPoll.js';
import { gracePeriod } from './pace/gracePeriod.js';
import { NO_FAILURES } from './pace/pollBackoff.js';
import { pollDelayMs, pollPause, type PollPause } from './pace/schedule.js';
import type { CheckedWatchOptions } from './watchOptions.js';

/** A job of any kind, as one watch polls it. */
export interface PolledJob {
  /** Its name in events. */
  readonly jobName: string;
  /** Polls once, and emits what that has found. */
  readonly poll: (signal: AbortSignal, startedAt: number) => Promise<PollResult>;
  /** Whether the job was found at least once. */
  readonly isSeen: () => boolean;
  /** Why what is known isn't certain at present. */
  readonly invalid: () => StepstreamError | undefined;
  /** Emits `done`, or throws the error that takes its place. */
  readonly finish: () => void;
  /** The pause before the next poll, in milliseconds, where the job chooses another one. */
  readonly pauseMs?: (next: PollPause) => number | undefined;
  /** The watch is over. */
  readonly leave?: () => void;
}

/** What a watch begins with. */
export interface StartedWatch {
  readonly job: PolledJob;
  readonly options: CheckedWatchOptions;
}

/**
 * Polls a job until it is over: a cold stream of events, each subscription a poller of its own. `start` is called at
 * subscription; what it throws is an error of the stream. Unsubscribing ends call, pause and timers at once.
 */
export function polledWatch(
  time: Time,
  start: (emit: (event: WatchEvent) => void) => StartedWatch,
): Observable<WatchEvent> {
  return new Observable(subscriber => {
    const emit = (event: WatchEvent): void => {
      subscriber.next(event);
    };
    const started = start(emit);
    const abort = new AbortController();
    void pollUntilOver(time, started, emit, abort.signal).then(
      () => {
        subscriber.complete();
      },
      (error: unknown) => {
        subscriber.error(error);
      },
    );
    return () => {
      abort.abort();
    };
  });
}

/** Polls until the job is over or the signal fires. Rejects with the error that ends the watch. */
async function pollUntilOver(
  time: Time,
  { job, options }: StartedWatch,
  emit: (event: WatchEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const fresh = freshness(job.jobName, options.staleAfterMs, time, emit, options.known?.stale);
  const stop = (): void => {
    fresh.stop();
    job.leave?.();
  };
  signal.addEventListener('abort', stop, { once: true });
  const grace = gracePeriod(time, options.credentialsGraceMs);
  const isAborted = (): boolean => signal.aborted;
  const appearsUntil = time.monotonic() + options.appearsWithinMs;
  let unchangedPolls = 0;
  let failures = NO_FAILURES;

  /** Polls once. Resolves with the milliseconds until the next poll; undefined when none is due. */
  async function poll(): Promise<number | undefined> {
    if (isAborted()) return undefined;
    const startedAt = time.monotonic();
    try {
      const { next, changed, unconfirmed } = await job.poll(signal, startedAt);
      if (isAborted()) return undefined;
      fresh.polled(startedAt, job.invalid());
      grace.reset();
      if (next === 'never') return undefined;
      unchangedPolls = changed || unconfirmed ? 0 : unchangedPolls + 1;
      if (typeof next === 'number') return next;
      const nextPause = pollPause(next === 'soon' ? 0 : unchangedPolls, options, time.random());
      return job.pauseMs?.(nextPause) ?? nextPause.ms;
    } catch (error) {
      return isAborted() ? undefined : failed(error);
    }
  }

  function failed(error: unknown): number {
    const seen = job.isSeen();
    if (!seen && error instanceof NotFoundError && time.monotonic() < appearsUntil) {
      fresh.failed(error);
      const delayMs = pollDelayMs(0, options, time.random());
      return Math.min(delayMs, appearsUntil - time.monotonic());
    }
    const retry = afterFailedPoll(error, failures, { time, grace, seen, finalCodes: ['UNSETTLED'] });
    failures = retry.failures;
    fresh.failed(error);
    return retry.delayMs;
  }

  try {
    for (;;) {
      const delayMs = await poll();
      if (isAborted()) return;
      if (delayMs === undefined) break;
      if (delayMs > 0) await pause(time, delayMs, signal);
    }
    job.finish();
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}
