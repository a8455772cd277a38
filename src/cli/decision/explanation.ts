import { counted } from '../../core/counted.js';
import { jobKindOf } from '../../core/jobKind.js';
import type { Terminal } from '../process/terminal.js';
import { oneLine } from '../../words/oneLine.js';
import { resultTable } from '../tables/resultTable.js';
import { costColumns } from './costColumns.js';
import { monthlyLines } from './monthlyLines.js';
import { monthlyTable } from './monthlyTable.js';
import type { BestDecision } from './bestDecision.js';
import { exclusionText } from './exclusionText.js';

/** Number of ranked steps that are shown. */
const SHOWN = 5;

/** Why the others are not the pick: the first of the ranking, and how many steps each reason leaves out. */
export function explanation(decision: BestDecision, terminal: Terminal): readonly string[] {
  const { criterion, ranked, excluded, considered } = decision;
  const { monthly } = criterion;
  const first = ranked.slice(0, SHOWN).map(({ step }) => step);
  const isClassic = jobKindOf(decision.job.JobName) === 'classic';
  const noun = isClassic ? 'step' : 'recommendation';
  const left = considered - ranked.length;
  const severally = excluded.reduce((sum, { steps }) => sum + steps, 0) > left;
  return [
    ...(first.length === 0
      ? []
      : [
          '',
          ...(monthly ? [...monthlyLines(decision, monthly, criterion.pricePerHour), ''] : []),
          `The best ${String(first.length)} of ${String(ranked.length)} that fit:`,
          isClassic && monthly
            ? monthlyTable(first, monthly, terminal)
            : resultTable(first, terminal, {
                withStatus: false,
                stat: criterion.stat,
                costs: costColumns(criterion),
              }),
        ]),
    '',
    left === 0
      ? `No ${noun} is left out.`
      : `Left out are ${String(left)} of ${counted(considered, noun)}${severally ? ', some for several reasons' : ''}:`,
    ...excluded.map(count => `${String(count.steps).padStart(5)}  ${oneLine(exclusionText(count))}`),
  ];
}
