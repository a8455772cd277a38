import type { Step } from '../core/step.js';
import { ascending } from '../operators/ranking/order.js';
import { stepLabel, endpointLabel } from '../core/stepLabel.js';
import { oneLine } from '../words/oneLine.js';
import { priceText } from '../words/money.js';
import { environmentLetters, environmentLines } from '../words/environments.js';
import { rankingTable } from './rankingTable.js';
import { counted } from '../core/counted.js';
import { failureReason } from '../words/reasons.js';

const COST = ascending('CostPerInference');

/** The result of a job, as text: the ranking by cost, the pick, and what failed and why. */
export function jobReport(jobName: string, steps: readonly Step[], pick: Step | undefined): string {
  const completed = steps.filter(step => step.Status === 'COMPLETED');
  const ranked = completed.toSorted(
    (a, b) => COST.missing(a).length - COST.missing(b).length || COST.compare(a, b),
  );
  const failed = steps.filter(step => step.Status === 'FAILED');
  const others = steps.length - completed.length - failed.length;
  const letters = environmentLetters(ranked);
  return [
    `Job '${oneLine(jobName)}': ${counted(steps.length, 'step')}, ${String(completed.length)} completed, ` +
      `${String(failed.length)} failed${others > 0 ? `, ${String(others)} not ended` : ''}.`,
    '',
    ...(ranked.length > 0 ? ['Completed, cheapest inference first:', rankingTable(ranked, letters)] : []),
    ...environmentLines(letters),
    ...(ranked.length > 0 ? [''] : []),
    pickLine(pick),
    ...failures(failed),
  ].join('\n');
}

function pickLine(pick: Step | undefined): string {
  if (pick === undefined) return 'Pick: none, as no completed step has a cost.';
  return `Pick: ${oneLine(stepLabel(pick))}\n      ${priceText(pick)}`;
}

function failures(failed: readonly Step[]): readonly string[] {
  if (failed.length === 0) return [];
  const lines = failed.map(step => `  ${oneLine(`${endpointLabel(step)}: ${failureReason(step)}`)}`);
  return ['', 'Failed:', ...lines];
}
