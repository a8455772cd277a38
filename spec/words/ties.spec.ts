import { expect } from 'chai';
import { tieReason } from '../../src/words/ties.js';
import { metricOf } from '../../src/operators/ranking/metric.js';
import { perMillion } from '../../src/words/money.js';
import { fixed } from '../../src/words/numbers.js';
import { priced } from '../support/steps.js';

const SHOWN = {
  figureOf: (step: Parameters<typeof metricOf>[0]) => metricOf(step, 'CostPerInference'),
  write: (cost: number): string => fixed(perMillion(cost), 2),
  behind: 'dearer',
};
const reason = (first: object, second: object): string | undefined =>
  tieReason(priced('a', first), priced('b', second), SHOWN);

describe('tieReason', () => {
  it('is nothing where the figures look different, or one is missing', () => {
    expect(reason({ CostPerInference: 8.3e-7 }, { CostPerInference: 8.4e-7 })).equal(undefined);
    expect(reason({ CostPerInference: 8.3e-7 }, {})).equal(undefined);
  });

  it('is the difference that rounding hides', () => {
    expect(reason({ CostPerInference: 8.26e-7 }, { CostPerInference: 8.285e-7 })).equal(
      '0.3 % dearer before rounding',
    );
    expect(reason({ CostPerInference: 8.26e-7 }, { CostPerInference: 8.2601e-7 })).equal(
      '<0.1 % dearer before rounding',
    );
  });

  it('is the latency of equals, or their place in the listing', () => {
    const CostPerInference = 8.3e-7;
    const quick = { CostPerInference, ModelLatency: 9 };
    expect(reason(quick, { CostPerInference, ModelLatency: 10 })).equal('slower');
    expect(reason(quick, quick)).equal('listed later');
    expect(reason({ CostPerInference }, { CostPerInference })).equal('listed later');
    expect(reason(quick, { CostPerInference, ModelLatency: NaN })).equal('without a latency');
  });
});
