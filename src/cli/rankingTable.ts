import Table from 'cli-table3';
import type { Step } from '../core/step.js';
import { environmentLabel, figure, perMillion, endpointLabel } from './format.js';
import type { Legend } from './legend.js';

const HEAD = ['', 'instance', 'env', '$/hour', '$/million', 'inv/min', 'latency ms', 'CPU %', 'mem %'];

/** Steps as a table, one a line, in the order given; the first is number 1. */
export function rankingTable(steps: readonly Step[], environments: Legend): string {
  const table = new Table({
    head: HEAD,
    colAligns: ['right', 'left', 'left', 'right', 'right', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  steps.forEach((step, i) => {
    const metrics = step.InferenceBenchmark?.Metrics;
    table.push([
      String(i + 1),
      endpointLabel(step),
      environments.nameOf(environmentLabel(step)),
      figure(metrics?.CostPerHour, 3),
      figure(perMillion(metrics?.CostPerInference), 2),
      figure(metrics?.MaxInvocations, 0),
      figure(metrics?.ModelLatency, 0),
      figure(metrics?.CpuUtilization, 0),
      figure(metrics?.MemoryUtilization, 0),
    ]);
  });
  return table.toString();
}
