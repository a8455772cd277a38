import { afterThrottle } from './afterThrottle.js';
import { clampRate, rateAt, type AdaptiveRate } from './adaptiveRate.js';
import type { PaceChange, PaceReply } from './sharedQuota.js';

/** Version of the text, for processes with another version of this package. */
const FORMAT = 1;

/** A throttle of a call that was made with a shared reservation. Moments are those of the engine's clock. */
export interface SharedThrottle {
  /** Moment of the reservation. */
  readonly reservedAt: number;
  /** Moment at which the call was due. */
  readonly dueAt: number;
  readonly retryAfterMs: number | undefined;
}

/** What the processes share of an adaptive rate. Moments are those of the engine's clock. */
export interface SharedPace {
  readonly adaptive: AdaptiveRate;
  /** Successes of all processes up to the moment since which they are counted. */
  readonly counted: number;
}

/**
 * The pace after throttles of one process, by what all processes have done.
 *
 * A call that was reserved before the last cut shows nothing new, however late it was sent: other processes
 * hold reservations of the old rate. The successes are those of all processes: one alone would measure its
 * part of the rate.
 *
 * A call counts as a success from the moment at which it is due, until its throttle is reported. So the rate is
 * measured between two reports, which are the moments of the counts: where a report is late, the moments of the
 * calls would give another time than that in which they were counted. And a throttle of a call that was due
 * before the count began takes one from the count at that moment, not from those since.
 */
export function afterSharedThrottles(
  { adaptive, counted }: SharedPace,
  throttles: readonly SharedThrottle[],
  { now, successes, fullAt = -Infinity }: PaceReply,
): SharedPace {
  // The engine doesn't know of these throttles yet.
  const served = successes - throttles.length;
  return throttles.reduce<SharedPace>(
    (pace, { reservedAt, dueAt, retryAfterMs }) => {
      const { countedFrom = -Infinity, cutAt } = pace.adaptive;
      const isOfEarlier = dueAt <= countedFrom && countedFrom < now;
      const from = isOfEarlier ? pace.counted - 1 : pace.counted;
      const before =
        // A bucket that was full has overflowed: the successes would measure our own demand.
        fullAt > countedFrom
          ? { ...pace.adaptive, countedFrom: undefined, successes: 0 }
          : { ...pace.adaptive, successes: Math.max(0, served - from) };
      const outcome = { now, sentAt: reservedAt < cutAt ? reservedAt : now };
      const after = afterThrottle(before, outcome, retryAfterMs);
      const restarted = after.countedFrom !== before.countedFrom;
      return { adaptive: after, counted: restarted ? served : from };
    },
    { adaptive, counted },
  );
}

/**
 * The pace with a process that was cut off and took this many calls a second beside the rate that the others found.
 * What was counted up to here would measure that rate once more.
 */
export function withReturned({ adaptive, counted }: SharedPace, perSecond: number): SharedPace {
  const estimated = clampRate(adaptive, adaptive.estimated + perSecond);
  return { adaptive: { ...adaptive, estimated, countedFrom: undefined, successes: 0 }, counted };
}

/** The change that makes this pace that of all processes. */
export function paceChange(
  { adaptive, counted }: SharedPace,
  throttles: number,
  { now, version }: PaceReply,
): PaceChange {
  const restMs = Math.max(0, adaptive.resumeAt - now);
  const everyMs = 1000 / rateAt(adaptive, now + restMs);
  return { version, pace: encode({ adaptive, counted }), throttles, restMs, everyMs };
}

/** The pace of a version, and `own` where there is none, or one of another version of this package. */
export function sharedPaceOf(text: string | undefined, own: AdaptiveRate): SharedPace {
  const { configured, minWindow } = own;
  if (text === undefined) return { adaptive: { ...own, countedFrom: undefined, successes: 0 }, counted: 0 };
  const { counted, ...adaptive } = decode(text, { ...own, counted: 0 });
  return { adaptive: { ...adaptive, configured, minWindow }, counted };
}

/** The same state with all of its moments `byMs` later: from one clock to another. */
export function shifted(state: AdaptiveRate, byMs: number): AdaptiveRate {
  const { resumeAt, cutAt, throttledAt, countedFrom } = state;
  return {
    ...state,
    resumeAt: resumeAt + byMs,
    cutAt: cutAt + byMs,
    throttledAt: throttledAt + byMs,
    countedFrom: countedFrom === undefined ? undefined : countedFrom + byMs,
  };
}

// Numbers as text, as JSON has no Infinity.
const encode = ({ adaptive, counted }: SharedPace): string =>
  JSON.stringify({ format: FORMAT, ...mapped({ ...adaptive, counted }, String) });

function decode<T extends object>(text: string, own: T): T {
  try {
    const { format, ...fields } = JSON.parse(text) as Record<string, unknown>;
    if (format !== FORMAT) return own;
    const read = mapped(own, (_, name) => fieldOf(fields[name]));
    return Object.values(read).some(Number.isNaN) ? own : (read as T);
  } catch {
    return own;
  }
}

const fieldOf = (value: unknown): number | undefined => (value === 'undefined' ? undefined : Number(value));

const mapped = <U>(of: object, to: (value: unknown, name: string) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(of).map(([name, value]) => [name, to(value, name)]));
