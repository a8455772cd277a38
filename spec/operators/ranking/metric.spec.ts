import { expect } from 'chai';
import { Metrics } from '../../../src/decode/step.js';
import { METRICS, metricOf, usable } from '../../../src/operators/ranking/metric.js';
import { fullStep } from '../../support/wire.js';
import { pending, priced } from '../../support/steps.js';

describe('metric', () => {
  it('knows every metric of the codec', () => {
    const decoded = Metrics.decode(Object.fromEntries(METRICS.map(metric => [metric, 'NaN'])));
    expect(decoded).property('_tag', 'Right');
    for (const metric of METRICS) expect(metricOf(fullStep, metric), metric).a('number');
    expect(Object.keys(fullStep.InferenceBenchmark?.Metrics ?? {}).sort()).deep.equal([...METRICS].sort());
  });

  it('finds a metric usable that is finite and above zero', () => {
    for (const value of [5e-324, 1, Number.MAX_VALUE]) expect(usable(value), String(value)).true;
    for (const value of [undefined, NaN, 0, -0, -1, Infinity, -Infinity])
      expect(usable(value), String(value)).false;
  });

  it('reads what is there', () => {
    expect(metricOf(priced('a', 3), 'CostPerInference')).equal(3);
    expect(metricOf(priced('a', 3), 'ModelLatency')).undefined;
    expect(metricOf(pending, 'CostPerInference')).undefined;
  });
});
