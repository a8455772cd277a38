import type { Meter } from '@opentelemetry/api';
import type { Clock } from '../core/time.js';
import { recordCallMetrics } from './recordCallMetrics.js';
import { recordGatewayMetrics } from './recordGatewayMetrics.js';
import { recordLiveMetrics } from './recordLiveMetrics.js';
import { recordRedisMetrics } from './recordRedisMetrics.js';

/** Records all metrics. Returns a function that ends that. */
export function recordMetrics(meter: Meter, time: Clock): () => void {
  const ends = [recordCallMetrics, recordLiveMetrics, recordGatewayMetrics, recordRedisMetrics].map(record =>
    record(meter, time),
  );
  return () => {
    for (const end of ends) end();
  };
}
