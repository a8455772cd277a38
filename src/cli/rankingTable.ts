import Table from 'cli-table3';
import type { Step } from '../core/step.js';
import { endpointLabel } from '../core/stepLabel.js';
import { oneLine } from '../words/oneLine.js';
import { fixed } from '../words/numbers.js';
import { perMillion } from '../words/money.js';
import { letterOf, type EnvironmentLetters } from '../words/environments.js';

const HEAD = ['', 'instance', 'env', '$/hour', '$/million', 'inv/min', 'latency ms', 'CPU %', 'mem %'];

/** Steps as a table, one a line, in the order given; the first is number 1. */
export function rankingTable(steps: readonly Step[], letters: EnvironmentLetters): string {
  const table = new Table({
    head: HEAD,
    colAligns: ['right', 'left', 'left', 'right', 'right', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  steps.forEach((step, i) => {
    const metrics = step.InferenceBenchmark?.Metrics;
    table.push([
      String(i + 1),
      oneLine(endpointLabel(step)),
      letterOf(step, letters),
      fixed(metrics?.CostPerHour, 3),
      fixed(perMillion(metrics?.CostPerInference), 2),
      fixed(metrics?.MaxInvocations, 0),
      fixed(metrics?.ModelLatency, 0),
      fixed(metrics?.CpuUtilization, 0),
      fixed(metrics?.MemoryUtilization, 0),
    ]);
  });
  return table.toString();
}
