/**
 * A burst of up to this many goes out at once: if the service allows less, it costs as many throttles.
 * A larger one is let out as the answers come, by a window of calls in flight.
 */
const SMALL_BURST = 10;
/** That window to begin with, and after a throttle that nothing was measured by. */
const FIRST_WINDOW = 4;
/**
 * What each answer adds to the window until the first cut; after it, one for each whole window. Against a
 * service that allows 10 where the burst was 50, a quarter costs 11 to 12 throttles, a half 13 to 14.
 */
const SLOW_START = 0.25;
/** A throttle that comes alone for this long, in milliseconds, delays and changes no rate. */
const ALONE_MS = 30_000;
/** After this long without a cut, in milliseconds, none is remembered. */
const FORGET_MS = 60_000;
/** What makes a measurement: successes between two throttles, seen or to be expected, and the time. */
const ENOUGH = 3;
const SPAN_MS = 100;
/** How far below the rate that the service was seen to serve a cut goes. */
const BELOW = 0.1;
/** How long until the rate is back there, in milliseconds, where it was measured, and where it was guessed. */
const MEASURED_MS = 5_000;
const GUESSED_MS = 2_000;
/** Without a measurement, what is believed to be left of the present rate, and the rest that is taken. */
const GUESS = 2 / 3;
const REST_MS = 500;
const LONGEST_REST_MS = 8_000;
/** The delay that a throttle alone causes where there is no rate that would delay, in milliseconds. */
const UNPACED_MS = 100;
/** Calls a second that are always left, unless the quota is smaller. */
const FLOOR = 0.1;

/**
 * How fast a connection calls, and how many calls it has in flight: what its throttles and successes have
 * taught it. A value; time comes in as an argument, in monotonic milliseconds.
 */
export interface Pace {
  /** Calls a second that were asked for; Infinity for no limit. */
  readonly configured: number;
  /** The most calls in flight at once. */
  readonly window: number;
  /** What `window` goes back to. */
  readonly narrowest: number;
  /** No call before this. */
  readonly resumeAt: number;
  /** Calls a second that the service is believed to serve, since the last cut. */
  readonly believed: number;
  /** How long after the cut the rate reaches `believed`. */
  readonly plateauMs: number;
  readonly cutAt: number;
  readonly throttledAt: number;
  /** The throttle since which successes are counted; undefined after a rest. */
  readonly countedFrom: number | undefined;
  readonly successes: number;
  /** Cuts since the last one that was measured. */
  readonly guesses: number;
}

/** The end of a call. */
export interface Outcome {
  readonly now: number;
  /** When the call went out. */
  readonly sentAt: number;
}

/** The pace before anything was learnt; without a limit the window is open until the first cut. */
export function startPace(perSecond: number, burst: number): Pace {
  const narrowest = perSecond < Infinity && burst <= SMALL_BURST ? Infinity : FIRST_WINDOW;
  return {
    configured: perSecond,
    window: perSecond < Infinity ? narrowest : Infinity,
    narrowest,
    resumeAt: -Infinity,
    believed: perSecond,
    plateauMs: MEASURED_MS,
    cutAt: -Infinity,
    throttledAt: -Infinity,
    countedFrom: undefined,
    successes: 0,
    guesses: 0,
  };
}

/**
 * Calls a second at `now`: never above the configured rate, never 0.
 *
 * A cut goes to 0.9 of what the service is believed to serve. From there the rate follows a cubic: quickly
 * back to that figure, slowly across it, and ever faster away from it; a quota that was raised tenfold is
 * found within half a minute, and one that was not costs about one throttle in ten seconds.
 */
export function rateAt(pace: Pace, now: number): number {
  const sinceCut = now - pace.cutAt;
  if (sinceCut >= FORGET_MS) return pace.configured;
  const x = (sinceCut - pace.plateauMs) / pace.plateauMs;
  return clamp(pace, pace.believed * (1 + BELOW * x ** 3));
}

/** The pace after an answer without complaint; `inFlight` counts that call too. */
export function afterSuccess(before: Pace, { now, sentAt }: Outcome, inFlight: number): Pace {
  const pace = remembered(before, now);
  const counts = pace.countedFrom !== undefined && sentAt >= pace.countedFrom;
  // A window that isn't used says nothing about what the service would bear.
  const grows = pace.window !== Infinity && inFlight * 2 >= pace.window;
  if (!counts && !grows) return pace;
  const step = pace.cutAt === -Infinity ? SLOW_START : 1 / pace.window;
  return {
    ...pace,
    successes: pace.successes + (counts ? 1 : 0),
    window: pace.window + (grows ? step : 0),
  };
}

/**
 * The pace after a throttle.
 *
 * Alone, it delays. A second one cuts the rate, once for each burst: throttles of calls that went out
 * before a cut are answered by that cut. At both of two throttles the service's bucket is empty, so the
 * successes between them over the time between them *is* its rate. As long as there are too few to tell,
 * the connection rests, twice as long each time, so that there will be some.
 */
export function afterThrottle(before: Pace, { now, sentAt }: Outcome, retryAfterMs = 0): Pace {
  const known = remembered(before, now);
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
  const expected = (pace.believed * spanMs) / 1000;
  if (spanMs >= SPAN_MS && Math.max(pace.successes, expected) >= ENOUGH) {
    // One more than was counted, for the part of a token at either end: too low costs more than too high.
    const measured = ((pace.successes + 1) * 1000) / spanMs;
    const believed = clamp(pace, Math.min(measured, rate));
    const plateauMs = Math.min(MEASURED_MS, Math.max(GUESSED_MS, 2 * spanMs));
    return { ...cut, believed, plateauMs, countedFrom: sentAt, successes: 0, guesses: 0 };
  }
  // Right after a measurement there is nothing to guess; the bucket was emptied, which delays.
  if (pace.cutAt > -Infinity && pace.guesses === 0) return { ...pace, throttledAt: now };
  return {
    ...cut,
    believed: clamp(pace, rate * GUESS),
    plateauMs: GUESSED_MS,
    window: Math.min(pace.window, pace.narrowest),
    resumeAt: Math.max(pace.resumeAt, now + Math.min(LONGEST_REST_MS, REST_MS * 2 ** pace.guesses)),
    countedFrom,
    guesses: pace.guesses + 1,
  };
}

/**
 * The pace after nobody has called for a while: the service's bucket has overflowed since, so what was
 * counted measures our own demand, and a window that has grown would let out a burst.
 */
export function afterRest(before: Pace, now: number): Pace {
  const pace = remembered(before, now);
  const window = pace.cutAt === -Infinity ? pace.window : Math.min(pace.window, pace.narrowest);
  return { ...pace, window, countedFrom: undefined, successes: 0 };
}

/** Without the cut that is too long ago to matter. */
function remembered(pace: Pace, now: number): Pace {
  if (pace.cutAt === -Infinity || now - pace.cutAt < FORGET_MS) return pace;
  const window = pace.configured === Infinity ? Infinity : pace.window;
  return { ...pace, window, believed: pace.configured, cutAt: -Infinity, guesses: 0 };
}

function clamp({ configured }: Pace, rate: number): number {
  return Math.min(configured, Math.max(rate, FLOOR));
}
