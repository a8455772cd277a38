import { isRecommendation } from '../../core/recommendationStep.js';
import type { Step } from '../../core/step.js';
import { oneLine } from '../../words/oneLine.js';
import type { Terminal } from '../process/terminal.js';
import { countLine } from './countLine.js';
import { resultTable } from './resultTable.js';

/** Steps as a table that fits the terminal, and a line that counts them. */
export function stepsTable(steps: readonly Step[], terminal: Terminal): string {
  const counted = countLine(
    steps.length > 0 && steps.every(isRecommendation) ? 'recommendation' : 'step',
    steps.map(({ Status }) => oneLine(Status)),
  );
  return steps.length === 0 ? counted : `${resultTable(steps, terminal)}\n${counted}`;
}
