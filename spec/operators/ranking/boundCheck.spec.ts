import { expect } from 'chai';
import fc from 'fast-check';
import { boundCheck } from '../../../src/operators/ranking/boundCheck.js';
import { runs } from '../../support/runs.js';
import { priced } from '../../support/steps.js';

describe('boundCheck', () => {
  it('takes a figure in single precision, as the service writes it, for the bound that it is', () => {
    const inf2 = priced('a', { CostPerHour: 0.9900000095367432 });
    expect(boundCheck('x', { maxCostPerHour: 0.99 }).faults(inf2)).deep.equal([]);
    expect(boundCheck('x', { maxCostPerHour: 0.9899 }).faults(inf2)).length(1);

    const price = fc.double({ min: 1e-9, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(price, limit => {
        const met = priced('a', { CostPerHour: Math.fround(limit), MaxInvocations: Math.fround(limit) });
        const { faults } = boundCheck('x', { maxCostPerHour: limit, minInvocationsPerMinute: limit });
        expect(faults(met)).deep.equal([]);
      }),
      { numRuns: runs(200) },
    );
  });

  it('keeps to bounds that single precision can not hold', () => {
    const { faults } = boundCheck('x', { maxCostPerHour: 1e300, minInvocationsPerMinute: 1e-300 });
    const step = priced('a', { CostPerHour: 1e301, MaxInvocations: 0 });
    expect(faults(step).map(({ bound }) => bound)).deep.equal(['minInvocationsPerMinute', 'maxCostPerHour']);
  });
});
