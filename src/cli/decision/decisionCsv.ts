import { endpointKind } from '../../core/instance.js';
import { isRecommendation } from '../../core/recommendationStep.js';
import type { Step } from '../../core/step.js';
import { csvLine as plainLine, type CsvLine } from '../output/csv.js';
import type { CsvColumns } from '../output/csvSink.js';
import { RECOMMENDATION_COLUMNS } from '../tables/recommendationColumns.js';
import { STEP_COLUMNS } from '../tables/stepColumns.js';
import type { BestDecision, RankedStep } from './bestDecision.js';

const isServerless = (step: Step): boolean => endpointKind(step) === 'serverless';

/** A decision as CSV: a row for each step that is ranked, the best first. */
export function decisionCsv(
  { criterion: { by, unit, monthly }, ranked }: BestDecision,
  csvLine: CsvLine = plainLine,
): string {
  const columns: CsvColumns<RankedStep> = {
    By: () => by,
    Figure: ({ figure }) => figure,
    Unit: () => unit,
    ByPercent: ({ byPercent }) => byPercent,
    ...(monthly && {
      Instances: ({ step }) => (isServerless(step) ? undefined : monthly.of(step)?.instances),
      ...(ranked.some(({ step }) => isRecommendation(step)) && {
        Deployments: ({ step }) => monthly.of(step)?.deployments,
      }),
      Concurrency: ({ step }) => monthly.of(step)?.serverless?.concurrency,
      SpareInvocationsPerMinute: ({ step }) => monthly.of(step)?.spareInvocationsPerMinute,
    }),
  };
  const ofStep = ranked.some(({ step }) => isRecommendation(step)) ? RECOMMENDATION_COLUMNS : STEP_COLUMNS;
  const header = csvLine(['Rank', ...Object.keys(columns), ...Object.keys(ofStep)]);
  const rows = ranked.map((place, i) =>
    csvLine([
      i + 1,
      ...Object.values(columns).map(read => read(place)),
      ...Object.values(ofStep).map(read => read(place.step)),
    ]),
  );
  return header + rows.join('');
}
