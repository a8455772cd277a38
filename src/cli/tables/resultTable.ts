import { isRecommendation } from '../../core/recommendationStep.js';
import type { Step } from '../../core/step.js';
import type { Terminal } from '../process/terminal.js';
import { benchmarkTable } from './benchmarkTable.js';
import { recommendationTable, type RecommendationTableOptions } from './recommendationTable.js';

/** The steps of one job as a table that fits the terminal: its load tests, or its recommendations. */
export function resultTable(
  steps: readonly Step[],
  terminal: Terminal,
  { withStatus = true, ...options }: RecommendationTableOptions & { readonly withStatus?: boolean } = {},
): string {
  return steps.length > 0 && steps.every(isRecommendation)
    ? recommendationTable(steps, terminal, options)
    : benchmarkTable(steps, terminal, withStatus);
}
