import type { Step } from '../core/step.js';
import { ascending } from '../operators/ranking/order.js';
import { thenQuickest } from '../operators/ranking/thenQuickest.js';
import type { Summary } from '../operators/summary/summary.js';
import { trafficLines } from './decision/trafficLines.js';
import type { JobView } from './watch/jobView.js';
import { stepLabel, endpointLabel } from '../core/stepLabel.js';
import { oneLine } from '../words/oneLine.js';
import { environmentLetters, environmentLines, shortName } from '../words/environments.js';
import { rankingTable } from './rankingTable.js';
import { counted } from '../core/counted.js';
import { failureReason } from '../words/reasons.js';

const COST = thenQuickest(ascending('CostPerInference'));

/** What is reported of a job. */
export type ReportedJob = Pick<JobView, 'jobName' | 'steps' | 'criterion' | 'outlook' | 'ask'> & {
  readonly summary: Pick<Summary, 'best'>;
};

/** The result of a job that is over, as text: the ranking by cost, the pick, and what failed and why. */
export function jobReport(job: ReportedJob): string {
  const { jobName, steps, outlook, ask } = job;
  const { best: pick } = job.summary;
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
    ...pickLines(pick, job),
    ...trafficBlock(
      trafficLines(outlook.months, {
        pick,
        title: 'the pick',
        nameOf: step => shortName(step, letters, ' '),
        ask,
      }),
    ),
    ...failures(failed),
  ].join('\n');
}

function pickLines(
  pick: Step | undefined,
  { outlook: { alike }, criterion }: ReportedJob,
): readonly string[] {
  const title = `Pick${criterion.words}`;
  if (pick === undefined) return [`${title}: none, as no completed step has a cost.`];
  const tie = alike === undefined ? '' : `as cheap as ${stepLabel(alike.step)}, which is ${alike.reason}`;
  return [
    `${title}: ${oneLine(stepLabel(pick))}`,
    ...[criterion.textOf(pick), tie].filter(text => text !== '').map(text => `      ${oneLine(text)}`),
  ];
}

const trafficBlock = (lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', ...lines];

function failures(failed: readonly Step[]): readonly string[] {
  if (failed.length === 0) return [];
  const lines = failed.map(step => `  ${oneLine(`${endpointLabel(step)}: ${failureReason(step)}`)}`);
  return ['', 'Failed:', ...lines];
}
