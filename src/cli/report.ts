import type { Step } from '../core/step.js';
import { ascending } from '../operators/ranking/order.js';
import { stepLabel, endpointLabel, priceOf } from './format.js';
import { legend } from './legend.js';
import { rankingTable } from './rankingTable.js';

const COST = ascending('CostPerInference');

/** What came of a job, as text: the ranking by cost, the pick, and what failed and why. */
export function report(jobName: string, steps: readonly Step[], pick: Step | undefined): string {
  const completed = steps.filter(step => step.Status === 'COMPLETED');
  const ranked = completed.toSorted(
    (a, b) => COST.missing(a).length - COST.missing(b).length || COST.compare(a, b),
  );
  const failed = steps.filter(step => step.Status === 'FAILED');
  const others = steps.length - completed.length - failed.length;
  const environments = legend();
  const table = rankingTable(ranked, environments);
  return [
    `Job '${jobName}': ${count(steps.length, 'step')}, ${String(completed.length)} completed, ` +
      `${String(failed.length)} failed${others > 0 ? `, ${String(others)} not ended` : ''}.`,
    '',
    ...(ranked.length > 0 ? ['Completed, cheapest inference first:', table] : []),
    ...environments.entries().map(([name, text]) => `env ${name}: ${text}`),
    ...(ranked.length > 0 ? [''] : []),
    pickLine(pick),
    ...failures(failed),
  ].join('\n');
}

function pickLine(pick: Step | undefined): string {
  if (pick === undefined) return 'Pick: none, as no completed step has a cost.';
  return `Pick: ${stepLabel(pick)}\n      ${priceOf(pick)}`;
}

function failures(failed: readonly Step[]): readonly string[] {
  if (failed.length === 0) return [];
  const lines = failed.map(step => {
    const reason = step.InferenceBenchmark?.FailureReason ?? 'no reason given';
    return `  ${endpointLabel(step)}: ${reason}`;
  });
  return ['', 'Failed:', ...lines];
}

const count = (n: number, word: string): string => `${String(n)} ${word}${n === 1 ? '' : 's'}`;
