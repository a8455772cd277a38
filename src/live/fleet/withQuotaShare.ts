import type { ApiWrapper } from '../../api/serviceApi.js';
import { dueAt, fullBucket, refill, taken } from '../../api/tokenBucket.js';
import { wrap } from '../../api/wrap.js';
import { AbortedError } from '../../core/errors.js';
import { pause } from '../../core/pause.js';
import type { Time } from '../../core/time.js';

/** Number of calls that a fleet may make at once after a rest. */
const BURST = 1;

/**
 * Holds back the calls of a fleet to a rate of its own, in calls a second: a leaky bucket in front of the
 * rate limiter of the connection. First in, first out; a call that is aborted gives up its turn at once.
 * `Infinity` is no limit.
 */
export function withQuotaShare(time: Time, perSecond: number): ApiWrapper {
  const rate = { burst: BURST, everyMs: 1_000 / perSecond };
  let bucket = fullBucket(BURST);
  let turn = Promise.resolve();

  /** Waits for the next token. One call after the other waits here. */
  async function wait(signal: AbortSignal): Promise<void> {
    bucket = refill(bucket, rate, time.monotonic());
    if (bucket.tokens < 1) await pause(time, dueAt(bucket, rate, 1) - time.monotonic(), signal);
    if (signal.aborted) return;
    const now = time.monotonic();
    bucket = taken(refill(bucket, rate, now), rate, now);
  }

  return wrap(async ({ options }, next) => {
    if (perSecond < Infinity) {
      turn = turn.then(() => wait(options.signal));
      await turn;
    }
    if (options.signal.aborted) throw new AbortedError();
    return next(options);
  });
}
