import type { Ord } from 'fp-ts/lib/Ord.js';
import type { Metrics, Step } from '../../core/step.js';
import { METRICS, type Metric } from './metric.js';
import type { Candidate } from './order.js';

/**
 * The metrics that an order reads of a step like the ones it is shown: two that are equal in everything,
 * so that an order which goes on after a tie goes through to its end.
 */
export function metricsRead(order: Ord<Candidate>, endpoint: 'instance' | 'serverless'): readonly Metric[] {
  const read = new Set<Metric>();
  order.compare(probe(read, endpoint), probe(read, endpoint));
  return METRICS.filter(metric => read.has(metric));
}

const WHERE = {
  instance: { InstanceType: 'ml.m5.large', InitialInstanceCount: 1 },
  serverless: { ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 1 } },
};

/** A completed step whose metrics are all 1, and that notes which of them are looked at. */
function probe(read: Set<Metric>, endpoint: 'instance' | 'serverless'): Candidate {
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
    StepType: 'BENCHMARK',
    JobName: 'probe',
    Status: 'COMPLETED',
    InferenceBenchmark: {
      Metrics: metrics,
      EndpointConfiguration: { EndpointName: 'probe', VariantName: 'probe', ...WHERE[endpoint] },
      ModelConfiguration: {},
    },
  };
  return Object.assign(Object.create(metrics) as Metrics, step);
}
