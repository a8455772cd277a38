/**
 * Largest burst that is sent at once. If the service allows less, it costs that many throttles. Of a larger
 * burst, a window of calls in flight sends more as answers arrive.
 */
const SMALL_BURST = 10;
/** Calls in that window at first, and after a throttle without a measurement. */
const FIRST_WINDOW = 4;
/**
 * Calls that each answer adds to the window until the first cut. After it, a whole window of answers adds
 * one call. Against a service that allows 10 where the burst was 50, a quarter costs 11 to 12 throttles, a
 * half 13 to 14.
 */
const SLOW_START = 0.25;
/** Milliseconds after which a cut is forgotten. */
const FORGET_MS = 60_000;
/** Part of the estimated rate by which a cut goes below it. */
const BELOW = 0.1;
/** Lowest rate, in calls a second, unless the quota is lower. */
const FLOOR = 0.1;

/**
 * The state of an adaptive rate limit: the rate and the window of calls in flight that throttles and successes
 * have led to. It works as CUBIC does for TCP. A value: time is an argument, in monotonic milliseconds.
 */
export interface AdaptiveRate {
  /** Configured rate, in calls a second; `Infinity` for no limit. */
  readonly configured: number;
  /** Maximum number of calls in flight. */
  readonly window: number;
  /** Window after a throttle without a measurement, and after a rest. */
  readonly minWindow: number;
  /** Moment before which no call is made. */
  readonly resumeAt: number;
  /** Rate of the service as of the last cut, measured or guessed, in calls a second. */
  readonly estimated: number;
  /** Milliseconds after the cut at which the rate reaches `estimated`. */
  readonly plateauMs: number;
  readonly cutAt: number;
  readonly throttledAt: number;
  /** Moment of the throttle since which successes are counted; undefined after a rest. */
  readonly countedFrom: number | undefined;
  readonly successes: number;
  /** Number of cuts since the last measured one. */
  readonly guesses: number;
}

/** The end of a call. */
export interface CallOutcome {
  readonly now: number;
  /** Moment at which the call was sent. */
  readonly sentAt: number;
}

/** The state of a new connection. Without a limit the window is open until the first cut. */
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
 * Rate at `now`, in calls a second: never above the configured rate, never 0.
 *
 * A cut goes to 0.9 of the estimated rate. From there the rate follows a cubic: quickly back to the estimate,
 * slowly across it, and ever faster away from it. A quota that was raised tenfold is found within half a
 * minute. One that wasn't raised costs about one throttle in ten seconds.
 */
export function rateAt(state: AdaptiveRate, now: number): number {
  const sinceCut = now - state.cutAt;
  if (sinceCut >= FORGET_MS) return state.configured;
  const x = (sinceCut - state.plateauMs) / state.plateauMs;
  return clampRate(state, state.estimated * (1 + BELOW * x ** 3));
}

/** The state after a call that wasn't throttled; `inFlight` includes that call. */
export function afterSuccess(
  before: AdaptiveRate,
  { now, sentAt }: CallOutcome,
  inFlight: number,
): AdaptiveRate {
  const state = withoutOldCut(before, now);
  const counts = state.countedFrom !== undefined && sentAt >= state.countedFrom;
  // A window that isn't used shows nothing about what the service can serve.
  const grows = state.window !== Infinity && inFlight * 2 >= state.window;
  if (!counts && !grows) return state;
  const step = state.cutAt === -Infinity ? SLOW_START : 1 / state.window;
  return {
    ...state,
    successes: state.successes + (counts ? 1 : 0),
    window: state.window + (grows ? step : 0),
  };
}

/**
 * The state after a time without calls. The service's bucket has overflowed since, so that the counted
 * successes would measure our own demand, and a window that has grown would allow a burst.
 */
export function afterIdle(before: AdaptiveRate, now: number): AdaptiveRate {
  const state = withoutOldCut(before, now);
  const window = state.cutAt === -Infinity ? state.window : Math.min(state.window, state.minWindow);
  return { ...state, window, countedFrom: undefined, successes: 0 };
}

/** The state without a cut that is old enough to be forgotten. */
export function withoutOldCut(state: AdaptiveRate, now: number): AdaptiveRate {
  if (state.cutAt === -Infinity || now - state.cutAt < FORGET_MS) return state;
  const window = state.configured === Infinity ? Infinity : state.window;
  return { ...state, window, estimated: state.configured, cutAt: -Infinity };
}

/** The allowed rate that is nearest to `rate`. */
export function clampRate({ configured }: AdaptiveRate, rate: number): number {
  return Math.min(configured, Math.max(rate, FLOOR));
}
