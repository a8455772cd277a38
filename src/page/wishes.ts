import type { Bounds } from '../operators/ranking/bounds.js';

/** What a reader needs of a configuration; what is absent doesn't matter. */
export interface Wishes {
  /** ModelLatency, milliseconds. */
  readonly maxLatencyMs?: number | undefined;
  /** MaxInvocations, per minute. */
  readonly minInvocationsPerMinute?: number | undefined;
  /** The traffic to be served: with it the cheapest month wins, without it the cheapest inference. */
  readonly requestsPerMinute?: number | undefined;
}

/** The name of a wish. */
export type Wish = keyof Wishes;

/** No wish at all. */
export const NO_WISHES: Wishes = {};

/** What a step has to keep to. */
export function boundsOf({ maxLatencyMs, minInvocationsPerMinute }: Wishes): Bounds {
  return {
    ...(maxLatencyMs !== undefined && { maxLatencyMs }),
    ...(minInvocationsPerMinute !== undefined && { minInvocationsPerMinute }),
  };
}
