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
/** After this long without a cut, in milliseconds, none is remembered. */
const FORGET_MS = 60_000;
/** How far below the rate that the service was seen to serve a cut goes. */
const BELOW = 0.1;
/** Calls a second that are always left, unless the quota is smaller. */
const FLOOR = 0.1;

/**
 * How fast a connection calls, and how many calls it has in flight: what its throttles and successes have
 * taught it. A value; time comes in as an argument, in monotonic milliseconds.
 */
export interface AdaptiveRate {
  /** Calls a second that were asked for; Infinity for no limit. */
  readonly configured: number;
  /** The most calls in flight at once. */
  readonly window: number;
  /** What `window` goes back to. */
  readonly minWindow: number;
  /** No call before this. */
  readonly resumeAt: number;
  /** Calls a second that the service is believed to serve, since the last cut. */
  readonly estimated: number;
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
export interface CallOutcome {
  readonly now: number;
  /** When the call went out. */
  readonly sentAt: number;
}

/** The pace before anything was learnt; without a limit the window is open until the first cut. */
export function initialRate(perSecond: number, burst: number): AdaptiveRate {
  const minWindow = perSecond < Infinity && burst <= SMALL_BURST ? Infinity : FIRST_WINDOW;
  return {
    configured: perSecond,
    window: perSecond < Infinity ? minWindow : Infinity,
    minWindow: minWindow,
    resumeAt: -Infinity,
    estimated: perSecond,
    plateauMs: 1,
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
export function rateAt(pace: AdaptiveRate, now: number): number {
  const sinceCut = now - pace.cutAt;
  if (sinceCut >= FORGET_MS) return pace.configured;
  const x = (sinceCut - pace.plateauMs) / pace.plateauMs;
  return clampRate(pace, pace.estimated * (1 + BELOW * x ** 3));
}

/** The pace after an answer without complaint; `inFlight` counts that call too. */
export function afterSuccess(
  before: AdaptiveRate,
  { now, sentAt }: CallOutcome,
  inFlight: number,
): AdaptiveRate {
  const pace = withoutOldCut(before, now);
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
 * The pace after nobody has called for a while: the service's bucket has overflowed since, so what was
 * counted measures our own demand, and a window that has grown would let out a burst.
 */
export function afterIdle(before: AdaptiveRate, now: number): AdaptiveRate {
  const pace = withoutOldCut(before, now);
  const window = pace.cutAt === -Infinity ? pace.window : Math.min(pace.window, pace.minWindow);
  return { ...pace, window, countedFrom: undefined, successes: 0 };
}

/** The pace without a cut that is too long ago to matter. */
export function withoutOldCut(pace: AdaptiveRate, now: number): AdaptiveRate {
  if (pace.cutAt === -Infinity || now - pace.cutAt < FORGET_MS) return pace;
  const window = pace.configured === Infinity ? Infinity : pace.window;
  return { ...pace, window, estimated: pace.configured, cutAt: -Infinity };
}

/** The nearest to `rate` that is allowed. */
export function clampRate({ configured }: AdaptiveRate, rate: number): number {
  return Math.min(configured, Math.max(rate, FLOOR));
}
