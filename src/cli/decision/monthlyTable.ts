import type { Step } from '../../core/step.js';
import { metricOf } from '../../operators/ranking/metric.js';
import { oneLine } from '../errorLine.js';
import { environmentLabel, figure, endpointLabel } from '../format.js';
import { legend } from '../legend.js';
import { firstThatFits } from '../tables/firstThatFits.js';
import { fitTable, type TableColumn } from '../tables/fitTable.js';
import type { Terminal } from '../process/terminal.js';
import type { Monthly } from './criterion.js';
import { money } from './facts.js';

interface Column extends TableColumn {
  readonly cell: (step: Step) => string;
}

/** What steps cost under the traffic, one a row, in the order given. */
export function monthlyTable(steps: readonly Step[], { of }: Monthly, terminal: Terminal): string {
  const environments = legend();
  const number = (head: string, cell: Column['cell']): Column => ({ head, align: 'right', cell });
  const columns: readonly Column[] = [
    { head: 'instance', least: 14, cell: step => oneLine(endpointLabel(step)) },
    { head: 'env', cell: step => environments.nameOf(oneLine(environmentLabel(step))) },
    number('inst-\nances', step => String(of(step)?.instances ?? NaN)),
    number('$ per\nmonth', step => money(of(step)?.costPerMonth)),
    number('spare inv\nper minute', step => (of(step)?.spareInvocationsPerMinute ?? NaN).toFixed(0)),
    number('$ per\nhour', step => figure(metricOf(step, 'CostPerHour'), 3)),
    number('latency\nms', step => figure(metricOf(step, 'ModelLatency'), 0)),
  ];
  const rows = steps.map(step => ({ cells: columns.map(({ cell }) => cell(step)) }));
  const table = firstThatFits([columns], terminal.columns, (layout, width) => fitTable(layout, rows, width));
  return [table, ...environments.entries().map(([name, text]) => `env ${name}: ${text}`)].join('\n');
}
