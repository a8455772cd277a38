import type { Step } from '../../core/step.js';
import { deltaOf } from '../../operators/comparing/deltas.js';
import { FIGURES, type Figure } from '../../core/figures.js';
import { namedBy, type ComparedConfiguration } from '../comparedJobs.js';
import type { CsvColumns } from '../output/csvSink.js';
import { FIGURE_COLUMNS, RECOMMENDATION_COLUMNS } from './recommendationColumns.js';

type Column = readonly [name: string, read: (configuration: ComparedConfiguration) => unknown];

/** Columns of a compared recommendation that say which one it is. */
const NAMING = ['InstanceType', 'InitialInstanceCount', 'Optimizations', 'Framework'] as const;

/** The columns of a compared recommendation in CSV: what it is, then four for each figure. */
export const FIGURE_COMPARISON_COLUMNS: CsvColumns<ComparedConfiguration> = {
  Change: ({ change }) => change,
  ...Object.fromEntries(
    NAMING.map((name): Column => [
      name,
      of => {
        const named = namedBy(of);
        return named && RECOMMENDATION_COLUMNS[name]?.(named);
      },
    ]),
  ),
  ...Object.fromEntries(Object.keys(FIGURE_COLUMNS).flatMap(figureColumns)),
};

function figureColumns(column: string): readonly Column[] {
  const figure = figureOfColumn(column);
  const read = (step: Step | undefined): number | undefined =>
    step && (FIGURE_COLUMNS[column]?.(step) as number | undefined);
  const delta = ({ step, baseline }: ComparedConfiguration): ReturnType<typeof deltaOf> =>
    deltaOf(figure, read(baseline && 'StepType' in baseline ? baseline : undefined), read(step));
  return [
    [`${column}Before`, of => delta(of).before],
    [`${column}After`, of => delta(of).after],
    [`${column}Percent`, of => delta(of).percent],
    [`${column}Verdict`, of => (of.change === 'compared' ? delta(of).verdict : undefined)],
  ];
}

/** Each of these columns begins with the name of its figure. */
function figureOfColumn(column: string): Figure {
  const figure = FIGURES.find(name => column.startsWith(name));
  if (figure === undefined) throw new Error(`${column} is the column of no figure`);
  return figure;
}
