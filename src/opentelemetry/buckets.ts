/** Bounds of histograms, in seconds: of requests, those of the conventions for remote calls. */
export const ATTEMPT_BUCKETS: number[] = [
  0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30,
];

/** Bounds of waits for a permit, in seconds: a poll of a large fleet waits for minutes. */
export const WAIT_BUCKETS: number[] = [0.001, 0.01, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** Bounds of scripts of Redis, in seconds: a relay gives a script up after a second. */
export const REDIS_BUCKETS: number[] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1];
