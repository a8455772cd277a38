import type { CallOutcome, AdaptiveRate } from './adaptiveRate.js';
import { clampRate, rateAt, withoutOldCut } from './adaptiveRate.js';

/** A throttle that comes alone for this long, in milliseconds, delays and changes no rate. */
const ALONE_MS = 30_000;
/** What makes a measurement: successes between two throttles, and the time that they took. */
const ENOUGH = 3;
const SPAN_MS = 100;
/**
 * Few successes are a measurement too, of a slow service, once this long has gone by in which more were to
 * be expected. Sooner they say that the first calls of a cold process are slow: read as a rate, they held
 * the connection at two thirds of it for seconds, in three of eight runs.
 */
const SPARSE_MS = 1_000;
/** How long after a cut the rate is back where it was measured, in milliseconds; where it was guessed. */
const MEASURED_MS = 5_000;
const GUESSED_MS = 2_000;
/** Without a measurement, the part of the present rate that is believed to be served. */
const GUESS = 2 / 3;
/**
 * And the rest that is taken, in milliseconds: what the service's bucket earns meanwhile is measured next.
 * Without it the first second cost three or four throttles more. No throughput is lost unless it overflows.
 */
const REST_MS = 500;
const LONGEST_REST_MS = 8_000;
/** The delay that a throttle alone causes where there is no rate that would delay, in milliseconds. */
const UNPACED_MS = 100;

/**
 * The pace after a throttle.
 *
 * Alone, it delays. A second one cuts the rate, once for each burst: throttles of calls that went out
 * before a cut are answered by that cut. At both of two throttles the service's bucket is empty, so the
 * successes between them over the time between them *is* its rate. As long as there are too few to tell,
 * the connection rests, twice as long each time, so that there will be some.
 */
export function afterThrottle(
  before: AdaptiveRate,
  { now, sentAt }: CallOutcome,
  retryAfterMs = 0,
): AdaptiveRate {
  const known = withoutOldCut(before, now);
  const asks = retryAfterMs > 0 && retryAfterMs < Infinity;
  const pace = asks ? { ...known, resumeAt: Math.max(known.resumeAt, now + retryAfterMs) } : known;
  if (sentAt < pace.cutAt) return pace;
  if (now - pace.throttledAt > ALONE_MS) {
    const delay = rateAt(pace, now) === Infinity ? UNPACED_MS : 0;
    const resumeAt = Math.max(pace.resumeAt, now + delay);
    return { ...pace, resumeAt, throttledAt: now, countedFrom: sentAt, successes: 0, guesses: 0 };
  }
  const rate = rateAt(pace, now);
  const cut = { ...pace, cutAt: now, throttledAt: now };
  const countedFrom = pace.countedFrom ?? sentAt;
  const spanMs = sentAt - countedFrom;
  const expected = (pace.estimated * spanMs) / 1000;
  const sparse = spanMs >= SPARSE_MS && expected >= ENOUGH;
  if (sparse || (spanMs >= SPAN_MS && pace.successes >= ENOUGH)) {
    // One more than was counted, for the part of a token at either end: too low costs more than too high.
    const measured = ((pace.successes + 1) * 1000) / spanMs;
    const believed = clampRate(pace, Math.min(measured, rate));
    const plateauMs = Math.min(MEASURED_MS, Math.max(GUESSED_MS, 2 * spanMs));
    return { ...cut, estimated: believed, plateauMs, countedFrom: sentAt, successes: 0, guesses: 0 };
  }
  // Right after a measurement there is nothing to guess; the bucket was emptied, which delays.
  if (pace.cutAt > -Infinity && pace.guesses === 0) return { ...pace, throttledAt: now };
  return {
    ...cut,
    estimated: clampRate(pace, rate * GUESS),
    plateauMs: GUESSED_MS,
    window: Math.min(pace.window, pace.minWindow),
    resumeAt: Math.max(pace.resumeAt, now + Math.min(LONGEST_REST_MS, REST_MS * 2 ** pace.guesses)),
    countedFrom,
    guesses: pace.guesses + 1,
  };
}
