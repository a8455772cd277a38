import type { Figure, Stat } from '../../core/figures.js';
import type { Step } from '../../core/step.js';
import { endpointLabel } from '../../core/stepLabel.js';
import { figureReader } from '../../operators/ranking/figureReader.js';
import { environmentLetters, environmentLines, letterOf } from '../../words/environments.js';
import { fixed } from '../../words/numbers.js';
import { oneLine } from '../../words/oneLine.js';
import type { Terminal } from '../process/terminal.js';
import { firstThatFits } from './firstThatFits.js';
import type { TableColumn } from './fitTable.js';

/** A column of a recommendation. */
export interface RecommendationColumn extends TableColumn {
  readonly cell: (step: Step) => string;
}

/** What a table of recommendations shows beside them. */
export interface RecommendationTableOptions {
  /** Statistic of the latencies. Default `p50`. */
  readonly stat?: Stat | undefined;
  /** Columns before the figures, such as costs. */
  readonly costs?: readonly RecommendationColumn[] | undefined;
}

/**
 * Recommendations as a table that fits the terminal, one a row, in the order given. Environments are letters, which are
 * explained below. Where there is less room, the specification has a line of its own, then the name has.
 */
export function recommendationTable(
  steps: readonly Step[],
  terminal: Terminal,
  { stat, costs = [] }: RecommendationTableOptions = {},
): string {
  const letters = environmentLetters(steps);
  const env: RecommendationColumn = { head: 'env', cell: step => letterOf(step, letters) };
  const withEnv = letters.size === 0 ? [] : [env];
  const figures = [...costs, ...figureColumns(stat)];
  const layouts: readonly Layout[] = [
    { columns: [{ ...INSTANCE, least: undefined }, SPECIFICATION, ...withEnv, ...figures] },
    { columns: [INSTANCE, ...withEnv, ...figures], after: SPECIFICATION.cell },
    {
      columns: [INDENT, ...figures],
      before: step =>
        [INSTANCE.cell(step), env.cell(step) && `env ${env.cell(step)}`].filter(Boolean).join('  '),
      after: SPECIFICATION.cell,
    },
  ];
  const table = firstThatFits(layouts, ({ columns, before, after }, draw) => {
    const rows = steps.map(step => ({
      before: before?.(step),
      cells: columns.map(({ cell }) => cell(step)),
      after: after?.(step) === '' ? undefined : after?.(step),
    }));
    return draw(columns, rows, terminal.columns);
  });
  return [table, ...environmentLines(letters)].join('\n');
}

interface Layout {
  readonly columns: readonly RecommendationColumn[];
  readonly before?: (step: Step) => string;
  readonly after?: (step: Step) => string;
}

/** Least width of the name of an instance, in columns: that of the longest word, `SpeculativeDecoding`. */
const LEAST_NAME = 19;
const INSTANCE: RecommendationColumn = {
  head: 'instance',
  least: LEAST_NAME,
  cell: step => oneLine(endpointLabel(step)),
};
const SPECIFICATION: RecommendationColumn = {
  head: 'specification',
  cell: ({ AIRecommendation: recommendation }) =>
    oneLine(recommendation?.ModelDetails?.InferenceSpecificationName ?? ''),
};
const INDENT: RecommendationColumn = { head: '', cell: () => '' };

function figureColumns(stat: Stat | undefined): readonly RecommendationColumn[] {
  const column = (head: string, figure: Figure, decimals: number, of?: Stat): RecommendationColumn => {
    const { read } = figureReader(figure, of);
    return { head, align: 'right', cell: step => fixed(read(step), decimals) };
  };
  const { missing } = figureReader('TimeToFirstToken', stat);
  return [
    column(`1st token\nms ${missing.stat}`, 'TimeToFirstToken', 0, stat),
    column(`request\nms ${missing.stat}`, 'RequestLatency', 0, stat),
    column('tokens\n/s', 'OutputTokenThroughput', 0),
    column('requests\n/s', 'RequestThroughput', 2),
    column('in\nflight', 'ClientSideConcurrency', 0),
  ];
}
