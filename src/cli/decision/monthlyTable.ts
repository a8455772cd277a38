import type { Step } from '../../core/step.js';
import { metricOf } from '../../operators/ranking/metric.js';
import { oneLine } from '../../words/oneLine.js';
import { endpointLabel } from '../../core/stepLabel.js';
import { fixed } from '../../words/numbers.js';
import { environmentLetters, environmentLines, letterOf } from '../../words/environments.js';
import { firstThatFits } from '../tables/firstThatFits.js';
import type { TableColumn } from '../tables/fitTable.js';
import type { Terminal } from '../process/terminal.js';
import type { MonthlyRanking } from './rankingCriterion.js';
import { amount } from '../../words/money.js';

interface Column extends TableColumn {
  readonly cell: (step: Step) => string;
}

/** What each step needs: instances, concurrency, or both where some steps are serverless and others aren't. */
function needColumns(steps: readonly Step[], of: MonthlyRanking['of']): readonly Column[] {
  const columns: readonly Column[] = [
    { head: 'inst-\nances', cell: step => (of(step)?.serverless ? '' : String(of(step)?.instances ?? NaN)) },
    { head: 'concur-\nrency', cell: step => String(of(step)?.serverless?.concurrency ?? '') },
  ];
  return columns.filter(({ cell }) => steps.some(step => cell(step) !== ''));
}

/** What steps cost under the traffic, one a row, in the order given. */
export function monthlyTable(steps: readonly Step[], { of }: MonthlyRanking, terminal: Terminal): string {
  const letters = environmentLetters(steps);
  const number = (head: string, cell: Column['cell']): Column => ({ head, align: 'right', cell });
  const columns: readonly Column[] = [
    { head: 'instance', least: 14, cell: step => oneLine(endpointLabel(step)) },
    { head: 'env', cell: step => letterOf(step, letters) },
    ...needColumns(steps, of).map(({ head, cell }) => number(head, cell)),
    number('$ per\nmonth', step => amount(of(step)?.costPerMonth)),
    number('spare inv\nper minute', step => (of(step)?.spareInvocationsPerMinute ?? NaN).toFixed(0)),
    number('$ per\nhour', step => fixed(metricOf(step, 'CostPerHour'), 3)),
    number('latency\nms', step => fixed(metricOf(step, 'ModelLatency'), 0)),
  ];
  const rows = steps.map(step => ({ cells: columns.map(({ cell }) => cell(step)) }));
  const table = firstThatFits([columns], (layout, draw) => draw(layout, rows, terminal.columns));
  return [table, ...environmentLines(letters)].join('\n');
}
