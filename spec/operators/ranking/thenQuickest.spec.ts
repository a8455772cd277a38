import { expect } from 'chai';
import fc from 'fast-check';
import { lastValueFrom, of } from 'rxjs';
import type { Step } from '../../../src/core/step.js';
import { rankBy } from '../../../src/operators/rankBy.js';
import { ascending } from '../../../src/operators/ranking/order.js';
import { thenQuickest } from '../../../src/operators/ranking/thenQuickest.js';
import { runs } from '../../support/runs.js';
import { page, priced } from '../../support/steps.js';

const at = (name: string, CostPerInference: number, ModelLatency?: number): Step =>
  priced(name, { CostPerInference, ...(ModelLatency !== undefined && { ModelLatency }) });
const namesOf = async (steps: readonly Step[]): Promise<readonly (string | undefined)[]> => {
  const ranking$ = of(page(steps)).pipe(rankBy(thenQuickest(ascending('CostPerInference'))));
  const { ranked } = await lastValueFrom(ranking$);
  return ranked.map(step => step.InferenceBenchmark?.EndpointConfiguration?.EndpointName);
};

describe('thenQuickest', () => {
  const steps = [
    at('unmeasured', 2),
    at('slow', 2, 90),
    at('dear', 3, 1),
    at('quick', 2, 40),
    at('cheap', 1),
  ];

  it('puts the quicker of equal steps first, and one without a latency behind them', async () => {
    expect(await namesOf(steps)).deep.equal(['cheap', 'quick', 'slow', 'unmeasured', 'dear']);
  });

  it('keeps the earlier one where the latency is equal, too', async () => {
    expect(await namesOf([at('a', 2, 40), at('b', 2, 40)])).deep.equal(['a', 'b']);
  });

  it('gives one answer for every order of the listing', async () => {
    const listing = fc.shuffledSubarray(steps, { minLength: steps.length });
    await fc.assert(
      fc.asyncProperty(listing, async listed => {
        expect(await namesOf(listed)).deep.equal(await namesOf(steps));
      }),
      { numRuns: runs(20) },
    );
  });
});
