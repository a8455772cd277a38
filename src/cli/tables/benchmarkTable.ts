import type { Step } from '../../core/step.js';
import { oneLine } from '../../words/oneLine.js';
import { environmentLabel, endpointLabel } from '../../core/stepLabel.js';
import { fixed } from '../../words/numbers.js';
import { perMillion } from '../../words/money.js';
import {
  environmentLetters,
  environmentLines,
  letterOf,
  type EnvironmentLetters,
} from '../../words/environments.js';
import type { Paint, Terminal } from '../process/terminal.js';
import { firstThatFits, type DrawTable } from './firstThatFits.js';
import type { TableColumn } from './fitTable.js';
import { statusText } from './statusText.js';

/** A column of a benchmark. */
interface Column extends TableColumn {
  readonly cell: (step: Step) => string;
}

/** What fits a wide terminal doesn't fit a narrow one. */
interface Layout {
  readonly columns: readonly Column[];
  readonly before?: (step: Step) => string;
  readonly after?: (step: Step) => string;
}

/** Least width of the column of reasons, in columns: beside environments, and beside their letters. */
const WIDE_REASON = 40;
const LEAST_REASON = 36;

/**
 * Benchmarks as a table that fits the terminal, one a row, in the order given.
 *
 * Where there is less room, the environment becomes a letter that is explained below, then reasons get
 * lines of their own, then the name does, and in the end each figure is behind its heading.
 */
export function benchmarkTable(steps: readonly Step[], terminal: Terminal, withStatus = true): string {
  const letters = environmentLetters(steps);
  const drawn = ({ columns, before, after }: Layout, draw: DrawTable): string | undefined => {
    const rows = steps.map(step => ({
      before: before?.(step),
      cells: columns.map(({ cell }) => cell(step)),
      after: after?.(step) === '' ? undefined : after?.(step),
    }));
    const table = draw(columns, rows, terminal.columns);
    return table && [table, ...explain(columns, before, letters)].join('\n');
  };
  return firstThatFits(layouts(steps, letters, terminal.paint, withStatus), drawn);
}

function layouts(
  steps: readonly Step[],
  letters: EnvironmentLetters,
  paint: Paint,
  withStatus: boolean,
): readonly Layout[] {
  const letter = (step: Step): string => letterOf(step, letters);
  const status: Column = { head: 'status', cell: ({ Status }) => statusText(Status, paint) };
  const reason = (least: number): Column => ({ head: 'reason', least, cell: reasonOf });
  const reasons = steps.some(step => reasonOf(step) !== '');
  const row = (environment: Column, least: number | undefined): readonly Column[] => [
    INSTANCE,
    environment,
    ...METRICS,
    ...(withStatus ? [status] : []),
    ...(reasons && least !== undefined ? [reason(least)] : []),
  ];
  const env: Column = { head: 'env', cell: letter };
  const [first, ...others] = METRICS;
  return [
    { columns: row({ head: 'environment', cell: environment }, WIDE_REASON) },
    { columns: row(env, LEAST_REASON) },
    { columns: row(env, undefined), after: reasonOf },
    {
      columns: [INDENT, ...(first === undefined ? [] : [{ ...first, stretch: true }]), ...others],
      before: step =>
        [nameOf(step), letter(step) && `env ${letter(step)}`, withStatus ? status.cell(step) : '']
          .filter(word => word !== '')
          .join('  '),
      after: reasonOf,
    },
  ];
}

const reasonOf = ({ InferenceBenchmark: benchmark }: Step): string => oneLine(benchmark?.FailureReason ?? '');
const nameOf = (step: Step): string => oneLine(endpointLabel(step));
const environment = (step: Step): string => oneLine(environmentLabel(step));

const INSTANCE: Column = { head: 'instance', least: 14, cell: nameOf };
const INDENT: Column = { head: '', cell: () => '' };

const metric = (
  head: string,
  name: keyof NonNullable<NonNullable<Step['InferenceBenchmark']>['Metrics']>,
  decimals = 0,
): Column => ({
  head,
  align: 'right',
  cell: ({ InferenceBenchmark: benchmark }) => {
    const value = benchmark?.Metrics?.[name];
    return fixed(name === 'CostPerInference' ? perMillion(value) : value, decimals);
  },
});

const METRICS: readonly Column[] = [
  metric('$ per\nhour', 'CostPerHour', 3),
  metric('$ per\nmillion', 'CostPerInference', 2),
  metric('inv per\nminute', 'MaxInvocations'),
  metric('latency\nms', 'ModelLatency'),
  metric('CPU\n%', 'CpuUtilization'),
  metric('mem\n%', 'MemoryUtilization'),
];

function explain(
  columns: readonly Column[],
  before: Layout['before'],
  letters: EnvironmentLetters,
): readonly string[] {
  const abbreviated = before !== undefined || columns.some(({ head }) => head === 'env');
  return abbreviated ? environmentLines(letters) : [];
}
