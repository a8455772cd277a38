import { expect } from 'chai';
import { rankingCriterion } from '../../../src/cli/decision/rankingCriterion.js';
import { errorLine } from '../../../src/cli/errorLine.js';
import { CRITERIA, type CriterionSettings } from '../../../src/cli/flags/settings.js';
import { thrown } from '../../support/failure.js';
import { priced } from '../../support/steps.js';

/** What only recommendations are ranked by. */
const OF_AI: readonly string[] = ['ttft', 'tokens', 'request-latency'];

describe('criterionOf', () => {
  const metrics = { CostPerInference: 2e-7, CostPerHour: 0.5, ModelLatency: 40, MaxInvocations: 900 };
  const step = priced('a', metrics);

  it('is the cost per inference unless said otherwise, and the month where there is traffic', () => {
    expect(rankingCriterion({}).by).equal('cost');
    expect(rankingCriterion({ traffic: 100 }).by).equal('monthly');
    expect(rankingCriterion({ by: 'monthly', traffic: 100 }).by).equal('monthly');
  });

  it('has the figure that its order goes by', () => {
    const figures = CRITERIA.filter(by => !OF_AI.includes(by)).map(by => {
      const { figureOf, order } = rankingCriterion({ by, ...(by === 'monthly' && { traffic: 1_000 }) });
      const better = priced('b', {
        CostPerInference: 1e-7,
        CostPerHour: 0.4,
        ModelLatency: 30,
        MaxInvocations: 1_000,
      });
      expect(order.compare(better, step), by).equal(-1);
      return figureOf(step);
    });
    expect(figures).deep.equal([2e-7, 0.5, 40, 900, 2 * 0.5 * 730]);
  });

  it('takes the traffic as the flags say it', () => {
    const { monthly } = rankingCriterion({
      traffic: 800,
      headroom: 0.25,
      hoursPerMonth: 100,
      minInstances: 3,
    });
    expect(monthly?.traffic).deep.equal({
      requestsPerMinute: 800,
      headroom: 0.25,
      hoursPerMonth: 100,
      minInstances: 3,
    });
    expect(monthly?.of(step)).deep.equal({
      instances: 3,
      costPerMonth: 150,
      spareInvocationsPerMinute: 1_900,
    });
  });

  const refused: readonly (readonly [settings: CriterionSettings, line: RegExp])[] = [
    [{ by: 'monthly' }, /^--by: monthly needs --traffic too/],
    [{ headroom: 0.2 }, /^--headroom: needs --traffic too$/],
    [{ minInstances: 2 }, /^--min-instances: needs --traffic too$/],
    [{ by: 'latency', traffic: 5 }, /^--traffic: goes with --by monthly, not with latency$/],
    [{ by: 'cost', hoursPerMonth: 5 }, /^--hours-per-month: goes with --by monthly, not with cost$/],
    [{ traffic: 0 }, /^--traffic: must be a finite number above 0/],
    [{ traffic: 1, hoursPerMonth: 0 }, /^--hours-per-month: must be a finite number above 0/],
  ];
  for (const [settings, line] of refused)
    it(`refuses ${JSON.stringify(settings)} in the words of the flags`, () => {
      const error = thrown(() => rankingCriterion(settings));
      expect(error).property('code', 'INVALID_INPUT');
      expect(errorLine(error)).match(line);
    });
});
