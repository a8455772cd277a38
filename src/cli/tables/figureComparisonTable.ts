import type { Figure, Stat } from '../../core/figures.js';
import type { Step } from '../../core/step.js';
import { endpointLabel } from '../../core/stepLabel.js';
import type { ComparedRow } from '../../operators/comparing/comparison.js';
import { deltaOf, type Delta } from '../../operators/comparing/deltas.js';
import { figureReader } from '../../operators/ranking/figureReader.js';
import { fixed } from '../../words/numbers.js';
import { oneLine } from '../../words/oneLine.js';
import type { Terminal } from '../process/terminal.js';
import { changeText } from './changeText.js';
import { firstThatFits } from './firstThatFits.js';
import type { TableColumn } from './fitTable.js';

interface Column extends TableColumn {
  readonly cell: (row: ComparedRow) => string;
}

/**
 * Compared recommendations as a table that fits the terminal: of each figure before and after, and its change. Latencies are
 * those of `stat`, by default p50. Where there is less room, names get lines of their own, then each figure is behind its heading.
 */
export function figureComparisonTable(
  rows: readonly ComparedRow[],
  { columns: width, paint }: Terminal,
  stat?: Stat,
): string {
  const figure = (head: string, name: Figure, of?: Stat): readonly Column[] => {
    const { read } = figureReader(name, of);
    const change = ({ step, baseline }: ComparedRow): Delta =>
      deltaOf(name, 'StepType' in baseline ? read(baseline) : undefined, read(step));
    return [
      {
        head,
        align: 'right',
        cell: row => `${fixed(change(row).before, 0)} → ${fixed(change(row).after, 0)}`,
      },
      { head: '', align: 'right', cell: row => changeText(change(row), paint) },
    ];
  };
  const named = figureReader('TimeToFirstToken', stat).missing.stat;
  const token = figure(`1st token\nms ${named}`, 'TimeToFirstToken', stat);
  const request = figure(`request\nms ${named}`, 'RequestLatency', stat);
  const tokens = figure('tokens\n/s', 'OutputTokenThroughput');
  const name: Column = { head: 'instance', cell: ({ step }) => nameOf(step) };
  const framework: Column = { head: 'framework', cell: ({ step }) => oneLine(step.framework ?? '') };
  const indent: Column = { head: '', cell: () => '' };
  const layouts: readonly { readonly columns: readonly Column[]; readonly named?: boolean }[] = [
    { columns: [name, framework, ...token, ...request, ...tokens] },
    { columns: [indent, ...token, ...request, ...tokens], named: true },
  ];
  return firstThatFits(layouts, ({ columns, named: isNamed = false }, draw) => {
    const cells = rows.map(row => ({
      cells: columns.map(({ cell }) => cell(row)),
      ...(isNamed && { before: [name.cell(row), framework.cell(row)].filter(Boolean).join('  ') }),
    }));
    return draw(columns, cells, width);
  });
}

const nameOf = (step: Step): string => oneLine(endpointLabel(step));
