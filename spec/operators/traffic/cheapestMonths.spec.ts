import { expect } from 'chai';
import { lastValueFrom, of } from 'rxjs';
import type { Metrics, Step } from '../../../src/core/step.js';
import { cheapestMonths } from '../../../src/operators/traffic/cheapestMonths.js';
import { rankBy } from '../../../src/operators/rankBy.js';
import { ascending } from '../../../src/operators/ranking/order.js';
import type { Bounds } from '../../../src/operators/ranking/bounds.js';
import type { Ranking } from '../../../src/operators/ranking/ranking.js';
import { published } from '../../support/recommendations.js';
import { page, priced } from '../../support/steps.js';

/** Small and large instances, and one that is paid by inference: each is the cheapest at some traffic. */
const small = priced('small', at({ CostPerInference: 2e-6, CostPerHour: 0.1, MaxInvocations: 1_500 }));
const large = priced('large', at({ CostPerInference: 3e-7, CostPerHour: 0.3, MaxInvocations: 17_000 }));
const serverless = priced(
  'serverless',
  { CostPerInference: 4e-6, MaxInvocations: 600, ModelLatency: 100 },
  {
    EndpointConfiguration: {
      EndpointName: 'serverless',
      VariantName: 'main',
      ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 10 },
    },
  },
);

function at(metrics: Metrics): Metrics {
  return { ModelLatency: 50, ...metrics };
}

const rank = (steps: readonly Step[], bounds: Bounds = {}): Promise<Ranking> =>
  lastValueFrom(of(page(steps)).pipe(rankBy(ascending('CostPerInference'), { bounds })));
const winners = (ranking: Ranking, traffics?: readonly number[]): readonly unknown[] =>
  cheapestMonths(ranking, traffics).map(({ requestsPerMinute, step, cost }) => [
    requestsPerMinute,
    step.InferenceBenchmark?.EndpointConfiguration?.EndpointName,
    cost.costPerMonth.toFixed(2),
  ]);

describe('cheapestMonths', () => {
  it('names what costs least a month at each traffic, and what another one would cost there', async () => {
    const ranking = await rank([small, large, serverless]);
    expect(winners(ranking)).deep.equal([
      [100, 'serverless', '17.52'],
      [1_000, 'small', '73.00'],
      [10_000, 'large', '219.00'],
    ]);
    expect(winners(ranking, [3_000])).deep.equal([[3_000, 'small', '146.00']]);
    const [first] = cheapestMonths(ranking);
    expect(first?.of(large)?.costPerMonth).closeTo(219, 0.001);
  });

  it('keeps to the bounds, and takes what lacks the figure of the ranking alone', async () => {
    const unpriced = priced('unpriced', at({ CostPerHour: 0.05, MaxInvocations: 20_000 }));
    const slow = priced('slow', at({ CostPerHour: 0.01, MaxInvocations: 20_000, ModelLatency: 900 }));
    const failed: Step = { ...slow, Status: 'FAILED' };
    const ranking = await rank([large, unpriced, slow, failed], { maxLatencyMs: 100 });
    expect(winners(ranking, [1_000])).deep.equal([[1_000, 'unpriced', '36.50']]);
  });

  it('names the quicker of equal months, whichever is listed first', async () => {
    const slower = priced(
      'slower',
      at({ CostPerInference: 1e-6, CostPerHour: 0.3, MaxInvocations: 9_000, ModelLatency: 80 }),
    );
    for (const steps of [
      [large, slower],
      [slower, large],
    ])
      expect(winners(await rank(steps), [100])).deep.equal([[100, 'large', '219.00']]);
  });

  it('is nothing for recommendations, and where nothing has what a month needs', async () => {
    expect(winners({ ranked: [published], excluded: [] })).empty;
    expect(winners(await rank([priced('x', 1e-6)]))).empty;
  });
});
