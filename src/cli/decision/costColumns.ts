import type { Step } from '../../core/step.js';
import { costOrder } from '../../operators/costOrder.js';
import { amount } from '../../words/money.js';
import { fixed } from '../../words/numbers.js';
import type { RecommendationColumn } from '../tables/recommendationTable.js';
import type { RankingCriterion } from './rankingCriterion.js';

/** The columns of what recommendations cost, and of what a month's traffic needs; none without prices. */
export function costColumns({ pricePerHour, monthly }: RankingCriterion): readonly RecommendationColumn[] {
  if (pricePerHour === undefined) return [];
  const number = (head: string, cell: (step: Step) => string): RecommendationColumn => ({
    head,
    align: 'right',
    cell,
  });
  const [perTokens, perHour] = [costOrder({ pricePerHour }), costOrder({ per: 'hour', pricePerHour })];
  if (monthly === undefined) {
    return [
      number('$ per\nhour', step => fixed(perHour.of(step), 3)),
      number('$ per M\ntokens', step => fixed(perTokens.of(step), 3)),
    ];
  }
  return [
    number('deploy-\nments', step => String(monthly.of(step)?.deployments ?? NaN)),
    number('$ per\nmonth', step => amount(monthly.of(step)?.costPerMonth)),
    number('spare\nreq/min', step => (monthly.of(step)?.spareInvocationsPerMinute ?? NaN).toFixed(0)),
  ];
}
