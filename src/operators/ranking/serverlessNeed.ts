import type { Step } from '../../core/step.js';

/** The concurrency that a serverless configuration needs, and on how many endpoints. */
export interface ServerlessNeed {
  /** Concurrent invocations in all: the tested MaxConcurrency, times as often as its throughput is needed. */
  readonly concurrency: number;
  /** Number of endpoints that share it; more than 1 only above the service's limit for one endpoint. */
  readonly endpoints: number;
  /** MaxConcurrency of each of these endpoints. */
  readonly concurrencyPerEndpoint: number;
}

/**
 * Greatest MaxConcurrency of one serverless endpoint, in invocations. Source: API reference,
 * ProductionVariantServerlessConfig. The account's quota for all endpoints of a region can be lower.
 */
export const MAX_CONCURRENCY = 200;

/** Returns what a serverless step needs for `times` the throughput that was measured. */
export function serverlessNeed(step: Step, times: number): ServerlessNeed {
  const tested = step.InferenceBenchmark?.EndpointConfiguration?.ServerlessConfig?.MaxConcurrency ?? NaN;
  const concurrency = tested * times;
  const endpoints = Math.ceil(concurrency / MAX_CONCURRENCY);
  return { concurrency, endpoints, concurrencyPerEndpoint: Math.ceil(concurrency / endpoints) };
}
