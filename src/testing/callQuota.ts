/** A rate that a whole account shares, as a token bucket. */
export interface QuotaOptions {
  /** Calls per second, in real time. */
  readonly perSecond: number;
  /** Calls that may come at once after a rest. */
  readonly burst: number;
}

/** Answers whether a call at this moment (milliseconds, never going back) is within the quota. */
export type CallQuota = (nowMs: number) => boolean;

/** A token bucket that is full at first; a refused call takes nothing. */
export function callQuota({ perSecond, burst }: QuotaOptions): CallQuota {
  let level = burst;
  let seenAt: number | undefined;
  return nowMs => {
    level = Math.min(burst, level + ((nowMs - (seenAt ?? nowMs)) * perSecond) / 1000);
    seenAt = nowMs;
    // A thousandth of a call forgives what floating point loses on the way.
    if (level < 0.999) return false;
    level -= 1;
    return true;
  };
}
