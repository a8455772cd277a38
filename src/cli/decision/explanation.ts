import type { Terminal } from '../process/terminal.js';
import { oneLine } from '../../words/oneLine.js';
import { benchmarkTable } from '../tables/benchmarkTable.js';
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
  const left = considered - ranked.length;
  const severally = excluded.reduce((sum, { steps }) => sum + steps, 0) > left;
  return [
    ...(first.length === 0
      ? []
      : [
          '',
          ...(monthly ? [...monthlyLines(decision, monthly), ''] : []),
          `The best ${String(first.length)} of ${String(ranked.length)} that fit:`,
          monthly ? monthlyTable(first, monthly, terminal) : benchmarkTable(first, terminal, false),
        ]),
    '',
    left === 0
      ? 'No step is left out.'
      : `Left out are ${String(left)} of ${String(considered)} steps${severally ? ', some for several reasons' : ''}:`,
    ...excluded.map(count => `${String(count.steps).padStart(5)}  ${oneLine(exclusionText(count))}`),
  ];
}
