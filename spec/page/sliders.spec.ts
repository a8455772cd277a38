import { expect } from 'chai';
import fc from 'fast-check';
import { axisOf, axisPosition, tickTexts } from '../../src/page/axis.js';
import { addressAfter, readAddress, writeAddress } from '../../src/page/address.js';
import { nearest, niceValues } from '../../src/page/niceValues.js';
import { positionOf, valueAt } from '../../src/page/sliderScale.js';
import { boundsOf, CRITERIA, sliderScales } from '../../src/page/criteria.js';
import { priced, step } from '../support/steps.js';
import { runs } from '../support/runs.js';

const figures = fc.double({ min: 1e-4, max: 1e9, noNaN: true });

describe('the sliders of the page', () => {
  it('stand on round figures that hold what was measured', () => {
    expect(niceValues(7, 31)).deep.equal([6, 8, 10, 12, 15, 20, 25, 30, 40]);
    expect(niceValues(10, 10)).deep.equal([10]);
    for (const [low, high] of [
      [0, 1],
      [2, 1],
      [NaN, 1],
      [1, Infinity],
    ] as const)
      expect(niceValues(low, high)).deep.equal([]);
  });

  it('hold any range, in steps of a third at most', () => {
    fc.assert(
      fc.property(figures, figures, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const values = niceValues(low, high);
        expect(values[0]).most(low * (1 + 1e-9));
        expect(values.at(-1)).least(high);
        values.reduce((before, value) => {
          expect(value / before).within(1.01, 1.34);
          return value;
        });
      }),
      { numRuns: runs(100) },
    );
  });

  it('find the nearest figure by ratio', () => {
    expect(nearest([1, 10, 100], 30)).equal(1);
    expect(nearest([1, 10, 100], 40)).equal(2);
  });

  it('have "any" above an upper bound and below a lower one, and come back to each position', () => {
    const steps = [
      priced('a', { ModelLatency: 20, MaxInvocations: 1_000 }),
      priced('b', { ModelLatency: 95 }),
    ];
    const scales = sliderScales(steps);
    const { maxLatencyMs, minInvocationsPerMinute, requestsPerMinute } = scales;
    expect(valueAt(maxLatencyMs, maxLatencyMs.values.length)).equal(undefined);
    expect(positionOf(maxLatencyMs, undefined)).equal(maxLatencyMs.values.length);
    expect(valueAt(minInvocationsPerMinute, 0)).equal(undefined);
    expect(requestsPerMinute.values.at(-1)).least(20_000);
    for (const scale of Object.values(scales))
      for (let position = 0; position <= scale.values.length; position += 1)
        expect(positionOf(scale, valueAt(scale, position))).equal(position);
  });

  it('have nothing to choose from before anything is measured', () => {
    const { maxLatencyMs } = sliderScales([step('a')]);
    expect(maxLatencyMs.values).deep.equal([]);
    expect(positionOf(maxLatencyMs, 50)).equal(0);
    expect(valueAt(maxLatencyMs, 0)).equal(undefined);
  });

  it('hold exactly what a link says: before anything is measured, between two figures, and outside of them', () => {
    const measured = [20, 95].map(ModelLatency => priced(String(ModelLatency), { ModelLatency }));
    for (const steps of [[], measured])
      for (const maxLatencyMs of [0.75, 50.5, 1_234.5]) {
        const { maxLatencyMs: scale } = sliderScales(steps, { maxLatencyMs });
        expect(valueAt(scale, positionOf(scale, maxLatencyMs))).equal(maxLatencyMs);
        expect(scale.values).deep.equal([...scale.values].sort((a, b) => a - b));
      }
    expect(CRITERIA.maxLatencyMs.text(50.5)).equal('50.5 ms');
    expect(CRITERIA.maxLatencyMs.text(1_234.5)).equal('1.2345 s');
    expect(CRITERIA.requestsPerMinute.text(12_345.25)).equal('12,345.25 a minute');
  });

  it('become bounds', () => {
    expect(boundsOf({ maxLatencyMs: 5, requestsPerMinute: 9 })).deep.equal({ maxLatencyMs: 5 });
    expect(boundsOf({ minInvocationsPerMinute: 3 })).deep.equal({ minInvocationsPerMinute: 3 });
    const both = { maxLatencyMs: 5, maxTtftMs: 300, minTokensPerSecond: 9, stat: 'p90' };
    expect(boundsOf(both)).deep.equal({ maxLatencyMs: 5 });
    expect(boundsOf(both, 'recommendation')).deep.equal({
      maxTtftMs: 300,
      minTokensPerSecond: 9,
      stat: { maxTtftMs: 'p90', maxRequestLatencyMs: 'p90' },
    });
  });
});

describe('the address of the page', () => {
  it('is read and written', () => {
    const address = {
      job: 'a-job',
      against: 'b-job',
      criteria: { maxLatencyMs: 50, minInvocationsPerMinute: 1.5, requestsPerMinute: 2_000 },
    };
    const query = '?job=a-job&against=b-job&traffic=2000&latency=50&throughput=1.5';
    expect(writeAddress(address)).equal(query);
    expect(readAddress(query)).deep.equal(address);
    expect(writeAddress({ criteria: {} })).equal('');
  });

  it('keeps what is asked of recommendations', () => {
    const criteria = {
      maxTtftMs: 300,
      maxRequestLatencyMs: 9_000,
      minTokensPerSecond: 500,
      stat: 'p90',
      by: 'ttft',
    } as const;
    const query = '?job=ai-recommendation-job%2Fa&ttft=300&request=9000&tokens=500&stat=p90&by=ttft';
    expect(writeAddress({ job: 'ai-recommendation-job/a', criteria })).equal(query);
    expect(readAddress(query)).deep.equal({ job: 'ai-recommendation-job/a', against: undefined, criteria });
    expect(readAddress('?stat=Average&by=cost').criteria).deep.equal({ stat: 'avg' });
    for (const stat of ['', '-', '</', 'p'.repeat(21)])
      expect(readAddress(`?stat=${encodeURIComponent(stat)}`).criteria).deep.equal({});
  });

  it('keeps what the reader needs with another job, and the other job where that is one of the same kind', () => {
    const criteria = { maxLatencyMs: 50, maxTtftMs: 300 };
    const address = { job: 'a', against: 'b', criteria };
    expect(addressAfter(address, { job: 'c' })).deep.equal({ job: 'c', against: 'b', criteria });
    for (const job of ['b', 'ai-recommendation-job/a'])
      expect(addressAfter(address, { job })).deep.equal({ job, against: undefined, criteria });
    const unlike = { ...address, against: 'ai-recommendation-job/b' };
    expect(addressAfter(unlike, { criteria: {} })).deep.equal({ ...unlike, criteria: {} });
    expect(addressAfter(address, { against: undefined })).deep.equal({ ...address, against: undefined });
  });

  it('is not led astray', () => {
    for (const wrong of ['-1', '0', 'x', 'Infinity', ''])
      expect(readAddress(`?latency=${wrong}`).criteria).deep.equal({});
  });
});

describe('the axes of the page', () => {
  it('are linear where figures are near each other, logarithmic where they are not', () => {
    expect(axisOf([20, 60], 7)).deep.include({ logarithmic: false });
    expect(axisOf([20, 200], 7)).deep.include({ logarithmic: true });
    expect(tickTexts(axisOf([0.8, 1.5], 5))).deep.equal(['0.8', '1.0', '1.2', '1.4']);
    expect(tickTexts(axisOf([0.5, 3_000], 4))).deep.equal(['1', '10', '100', '1,000']);
  });

  it('are empty without figures', () => {
    expect(axisOf([], 7).ticks).deep.equal([]);
  });

  it('hold every figure, with no more ticks than asked for where there are several', () => {
    fc.assert(
      fc.property(fc.array(figures, { minLength: 1 }), fc.integer({ min: 3, max: 12 }), (values, most) => {
        const axis = axisOf(values, most);
        for (const value of values) expect(axisPosition(axis, value)).within(axis.from, axis.to);
        for (const { at } of axis.ticks) expect(at).within(axis.from, axis.to);
        if (!axis.logarithmic) expect(axis.ticks.length).within(1, most + 1);
      }),
      { numRuns: runs(100) },
    );
  });
});
