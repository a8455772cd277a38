import type { CallOutcome, AdaptiveRate } from './adaptiveRate.js';
import { clampRate, rateAt, withoutOldCut } from './adaptiveRate.js';

/** Milliseconds without another throttle after which a single one only delays, and changes no rate. */
const ALONE_MS = 30_000;
/** Least number of successes between two throttles that make a measurement of the service's rate. */
const ENOUGH = 3;
/** Least time between those two throttles, in milliseconds. */
const SPAN_MS = 100;
/**
 * Milliseconds after which fewer successes than that are a measurement too, of a slow service, if more were
 * to be expected. Earlier they only show that the first calls of a cold process are slow: read as a rate,
 * they held the connection at two thirds of it for seconds, in three of eight runs.
 */
const SPARSE_MS = 1_000;
/** Milliseconds after a cut at which the rate is back at the measured one. */
const MEASURED_MS = 5_000;
/** Milliseconds after a cut at which the rate is back at the guessed one. */
const GUESSED_MS = 2_000;
/** Guess of the service's rate without a measurement, as a part of the present rate. */
const GUESS = 2 / 3;
/**
 * Length of the first rest after a guess, in milliseconds. What the service's bucket earns meanwhile is
 * measured next. Without it the first second cost three or four throttles more. No throughput is lost unless
 * the bucket overflows.
 */
const REST_MS = 500;
/** Length of the longest rest, in milliseconds. */
const LONGEST_REST_MS = 8_000;
/** Delay after a single throttle where there is no rate that would delay, in milliseconds. */
const UNPACED_MS = 100;

/**
 * The rate after a throttle.
 *
 * A single throttle delays. A second one cuts the rate, once for each burst: a throttle of a call that was
 * sent before the last cut changes nothing. The service's bucket is empty at both of two throttles. So the
 * number of successes between them, divided by the time between them, is its rate. While there are too few
 * successes for that, the connection rests, twice as long each time.
 */
export function afterThrottle(
  before: AdaptiveRate,
  { now, sentAt }: CallOutcome,
  retryAfterMs = 0,
): AdaptiveRate {
  const known = withoutOldCut(before, now);
  const hasRetryAfter = retryAfterMs > 0 && retryAfterMs < Infinity;
  const rate = hasRetryAfter ? { ...known, resumeAt: Math.max(known.resumeAt, now + retryAfterMs) } : known;
  if (sentAt < rate.cutAt) return rate;
  if (now - rate.throttledAt > ALONE_MS) {
    const delay = rateAt(rate, now) === Infinity ? UNPACED_MS : 0;
    const resumeAt = Math.max(rate.resumeAt, now + delay);
    return { ...rate, resumeAt, throttledAt: now, countedFrom: sentAt, successes: 0, guesses: 0 };
  }
  const perSecond = rateAt(rate, now);
  const cut = { ...rate, cutAt: now, throttledAt: now };
  const countedFrom = rate.countedFrom ?? sentAt;
  const spanMs = sentAt - countedFrom;
  const expected = (rate.estimated * spanMs) / 1000;
  const sparse = spanMs >= SPARSE_MS && expected >= ENOUGH;
  if (sparse || (spanMs >= SPAN_MS && rate.successes >= ENOUGH)) {
    // One more than was counted, for the part of a token at either end: an estimate that is too low costs
    // more than one that is too high.
    const measured = ((rate.successes + 1) * 1000) / spanMs;
    const estimated = clampRate(rate, Math.min(measured, perSecond));
    const plateauMs = Math.min(MEASURED_MS, Math.max(GUESSED_MS, 2 * spanMs));
    return { ...cut, estimated, plateauMs, countedFrom: sentAt, successes: 0, guesses: 0 };
  }
  // Right after a measurement there is nothing to guess; the bucket was emptied, which delays.
  if (rate.cutAt > -Infinity && rate.guesses === 0) return { ...rate, throttledAt: now, countedFrom };
  return {
    ...cut,
    estimated: clampRate(rate, perSecond * GUESS),
    plateauMs: GUESSED_MS,
    window: Math.min(rate.window, rate.minWindow),
    resumeAt: Math.max(rate.resumeAt, now + Math.min(LONGEST_REST_MS, REST_MS * 2 ** rate.guesses)),
    countedFrom,
    guesses: rate.guesses + 1,
  };
}
