/** The rate limit of an account, as a token bucket. */
export interface QuotaOptions {
  /** Sustained rate, in calls per second of real time. */
  readonly perSecond: number;
  /** Capacity of the bucket: the number of calls allowed at once after a pause. */
  readonly burst: number;
}

/** Whether a call at this time is within the quota. The time is in milliseconds, and never decreases. */
export type CallQuota = (nowMs: number) => boolean;

/** A token bucket that is full at first. A refused call takes no token. */
export function callQuota({ perSecond, burst }: QuotaOptions): CallQuota {
  let level = burst;
  let seenAt: number | undefined;
  return nowMs => {
    level = Math.min(burst, level + ((nowMs - (seenAt ?? nowMs)) * perSecond) / 1000);
    seenAt = nowMs;
    // Tolerance of a thousandth of a call for rounding errors.
    if (level < 0.999) return false;
    level -= 1;
    return true;
  };
}
