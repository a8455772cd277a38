import type { Ord } from 'fp-ts/lib/Ord.js';
import { RECOMMENDATION } from '../../core/recommendationStep.js';
import type { Metrics, Step } from '../../core/step.js';
import { METRICS, type Metric } from './metric.js';
import type { Candidate } from './order.js';

/**
 * Returns the metrics that an order reads. It compares two steps that are equal in everything, so that an
 * order with further criteria after a tie reads all of them.
 */
export function metricsRead(order: Ord<Candidate>, endpoint: Endpoint): readonly Metric[] {
  const read = new Set<Metric>();
  order.compare(probe(read, endpoint), probe(read, endpoint));
  return METRICS.filter(metric => read.has(metric));
}

/** What a step can be on: a recommendation has no endpoint. */
type Endpoint = keyof typeof ENDPOINTS;

const ENDPOINTS = {
  instance: { InstanceType: 'ml.m5.large', InitialInstanceCount: 1 },
  serverless: { ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 1 } },
  // Without an instance type, for which prices would be asked.
  recommendation: {},
};

/** A completed step whose metrics are all 1, and that records which of them are read. */
function probe(read: Set<Metric>, endpoint: Endpoint): Candidate {
  const metrics = Object.defineProperties(
    {},
    Object.fromEntries(
      METRICS.map(metric => {
        const get = (): number => {
          read.add(metric);
          return 1;
        };
        return [metric, { get, enumerable: true }];
      }),
    ),
  ) as Metrics;
  const step: Step = {
    StepType: endpoint === 'recommendation' ? RECOMMENDATION : 'BENCHMARK',
    JobName: 'probe',
    Status: 'COMPLETED',
    InferenceBenchmark: {
      Metrics: metrics,
      EndpointConfiguration: { EndpointName: 'probe', VariantName: 'probe', ...ENDPOINTS[endpoint] },
      ModelConfiguration: {},
    },
  };
  return Object.assign(Object.create(metrics) as Metrics, step);
}
