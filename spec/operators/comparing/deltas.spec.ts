import { expect } from 'chai';
import fc from 'fast-check';
import type { Metrics } from '../../../src/core/step.js';
import { deltasOf, type Verdict } from '../../../src/operators/comparing/deltas.js';
import { METRICS } from '../../../src/operators/ranking/metric.js';
import { holds } from '../../support/holds.js';

describe('deltasOf', () => {
  const verdicts: readonly (readonly [metric: keyof Metrics, less: Verdict, more: Verdict])[] = [
    ['CostPerHour', 'better', 'worse'],
    ['CostPerInference', 'better', 'worse'],
    ['MaxInvocations', 'worse', 'better'],
    ['ModelLatency', 'better', 'worse'],
    ['CpuUtilization', 'changed', 'changed'],
    ['MemoryUtilization', 'changed', 'changed'],
    ['ModelSetupTime', 'better', 'worse'],
  ];
  for (const [metric, less, more] of verdicts)
    it(`knows which ${metric} is better`, () => {
      const delta = (after: number): unknown => deltasOf({ [metric]: 80 }, { [metric]: after })[metric];
      expect(delta(60)).deep.equal({ before: 80, after: 60, percent: -25, verdict: less });
      expect(delta(100)).deep.equal({ before: 80, after: 100, percent: 25, verdict: more });
      expect(delta(80)).deep.equal({ before: 80, after: 80, percent: 0, verdict: 'same' });
    });

  it('has every metric', () => {
    expect(METRICS).deep.equal(verdicts.map(([metric]) => metric));
    expect(deltasOf()).deep.equal(
      Object.fromEntries(METRICS.map(metric => [metric, { verdict: 'unknown' }])),
    );
  });

  it('knows nothing of a figure that is no measurement, and leaves it out', () => {
    for (const none of [undefined, NaN, Infinity, -Infinity, 0, -1]) {
      const [before, after] = [{ ModelLatency: none }, { ModelLatency: 5 }] as Metrics[];
      expect(deltasOf(before, after).ModelLatency).deep.equal({ after: 5, verdict: 'unknown' });
      expect(deltasOf(after, before).ModelLatency).deep.equal({ before: 5, verdict: 'unknown' });
      expect(deltasOf(before, before).ModelLatency).deep.equal({ verdict: 'unknown' });
    }
  });

  it('never has a percentage that is not finite', () => {
    const figure = fc.oneof(fc.double(), fc.constantFrom(5e-324, Number.MAX_VALUE, NaN));
    holds(
      fc.property(figure, figure, (before, after) => {
        const delta = deltasOf({ ModelLatency: before }, { ModelLatency: after }).ModelLatency;
        const measured = [before, after].every(one => one > 0 && one < Infinity);
        expect(delta.verdict === 'unknown').equal(!measured);
        expect(Number.isFinite(delta.percent)).equal(measured);
      }),
    );
    const { ModelLatency } = deltasOf({ ModelLatency: 5e-324 }, { ModelLatency: Number.MAX_VALUE });
    expect(ModelLatency).include({ percent: Number.MAX_VALUE, verdict: 'worse' });
  });
});
