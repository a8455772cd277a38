import type { Metrics } from '../../core/step.js';
import type { ComparedRow } from '../../operators/comparing/comparison.js';
import { oneLine } from '../../words/oneLine.js';
import { environmentLabel, endpointLabel } from '../../core/stepLabel.js';
import { fixed, NOT_AVAILABLE } from '../../words/numbers.js';
import { environmentLetters, environmentLines, letterOf } from '../../words/environments.js';
import type { Paint, Terminal } from '../process/terminal.js';
import { changeText } from './changeText.js';
import { firstThatFits, type DrawTable } from './firstThatFits.js';
import type { TableColumn } from './fitTable.js';
import { perMillion } from '../../words/money.js';

interface Column extends TableColumn {
  readonly cell: (row: ComparedRow) => string;
}

/** The metrics that are shown: heading, and how a fixed is written. */
const SHOWN: readonly (readonly [head: string, metric: keyof Metrics, text: (value?: number) => string])[] = [
  ['latency\nms', 'ModelLatency', short],
  ['$ per\nmillion', 'CostPerInference', value => fixed(perMillion(value), 2)],
  ['inv per\nminute', 'MaxInvocations', value => fixed(value, 0)],
];

/**
 * Compared configurations as a table that fits the terminal: of each fixed before and after, and its
 * change. Where there is less room, the environment becomes a letter that is explained below, then the
 * names get lines of their own.
 */
export function comparisonTable(rows: readonly ComparedRow[], { columns: width, paint }: Terminal): string {
  const letters = environmentLetters(rows.map(({ step }) => step));
  const name: Column = { head: 'instance', cell: ({ step }) => oneLine(endpointLabel(step)) };
  const text = ({ step }: ComparedRow): string => oneLine(environmentLabel(step));
  const letter = ({ step }: ComparedRow): string => letterOf(step, letters);
  const env: Column = { head: 'env', cell: letter };
  const figures = SHOWN.flatMap(shown => figuresOf(shown, paint));
  const indent: Column = { head: '', cell: () => '' };
  const long: Column = { head: 'environment', cell: text };
  const withEnvironment = rows.some(row => text(row) !== '');
  const layouts: readonly { readonly columns: readonly Column[]; readonly named?: boolean }[] = [
    { columns: [name, ...(withEnvironment ? [long] : []), ...figures] },
    { columns: [name, ...(withEnvironment ? [env] : []), ...figures] },
    { columns: [indent, ...figures], named: true },
  ];
  const drawn = ({ columns, named }: (typeof layouts)[number], draw: DrawTable): string | undefined => {
    const cells = rows.map(row => ({
      cells: columns.map(({ cell }) => cell(row)),
      ...(named && {
        before: [name.cell(row), letter(row) && `env ${letter(row)}`].filter(Boolean).join('  '),
      }),
    }));
    const table = draw(columns, cells, width);
    if (table === undefined) return undefined;
    const abbreviated = columns.includes(env) || named === true;
    return [table, ...(abbreviated ? environmentLines(letters) : [])].join('\n');
  };
  return firstThatFits(layouts, drawn);
}

function figuresOf([head, metric, text]: (typeof SHOWN)[number], paint: Paint): readonly Column[] {
  return [
    {
      head,
      align: 'right',
      cell: ({ deltas }) => `${text(deltas[metric].before)} → ${text(deltas[metric].after)}`,
    },
    { head: '', align: 'right', cell: ({ deltas }) => changeText(deltas[metric], paint) },
  ];
}

/** Three digits, and no decimals from 100 on. */
function short(value?: number): string {
  const text = fixed(value, 0);
  return value === undefined || text === NOT_AVAILABLE || value >= 100
    ? text
    : String(Number(value.toPrecision(3)));
}
