import type { Time } from '../../core/time.js';

/** Difference from which on this machine's clock counts as wrong, in milliseconds: a Date has whole seconds, and travels. */
const TOLERATED_MS = 5_000;

/** The time of the gateway, as far as it is known. */
export interface GatewayTime {
  readonly time: Time;
  /** Takes the gateway's time from a response that isn't cached, and returns the response. */
  readonly setBy: (response: Response) => Response;
}

/**
 * The time of this machine, put right by the Date of responses: a browser whose clock is ten minutes ahead would show tests
 * that run ten minutes too long, and too dear.
 */
export function gatewayTime(time: Time): GatewayTime {
  let aheadMs = 0;
  return {
    time: { ...time, now: () => time.now() + aheadMs },
    setBy: response => {
      const difference = Date.parse(response.headers.get('date') ?? '') - time.now();
      if (!Number.isNaN(difference)) aheadMs = Math.abs(difference) > TOLERATED_MS ? difference : 0;
      return response;
    },
  };
}
