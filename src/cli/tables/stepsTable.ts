import type { Step } from '../../core/step.js';
import { oneLine } from '../../words/oneLine.js';
import type { Terminal } from '../process/terminal.js';
import { benchmarkTable } from './benchmarkTable.js';
import { countLine } from './countLine.js';

/** Steps as a table that fits the terminal, and a line that counts them. */
export function stepsTable(steps: readonly Step[], terminal: Terminal): string {
  const counted = countLine(
    'step',
    steps.map(({ Status }) => oneLine(Status)),
  );
  return steps.length === 0 ? counted : `${benchmarkTable(steps, terminal)}\n${counted}`;
}
