import { expect } from 'chai';
import { isLeft, right } from 'fp-ts/lib/Either.js';
import { decodeOnce } from '../../src/decode/decodeOnce.js';
import { freeze } from '../support/freeze.js';
import { fullStep, fullWire } from '../support/wire.js';

describe('decodeOnce', () => {
  const benchmark = (more: object): object => ({
    StepType: 'BENCHMARK',
    JobName: 'job',
    Status: 'COMPLETED',
    InferenceBenchmark: { ModelConfiguration: {}, ...more },
  });

  it('decodes a step of the wire', () => {
    expect(decodeOnce(freeze(fullWire))).deep.equal(right(fullStep));
  });

  it('takes a decoded step as it is, without looking into it', () => {
    const step = { ...fullStep, StepType: 5 };
    expect(decodeOnce(step)).property('right', step);
    const bare = { Status: 'PENDING' };
    expect(decodeOnce(bare)).property('right', bare);
  });

  const metrics = [
    'CostPerHour',
    'CostPerInference',
    'MaxInvocations',
    'ModelLatency',
    'CpuUtilization',
    'MemoryUtilization',
    'ModelSetupTime',
  ];
  for (const metric of metrics) {
    it(`sees by the word in ${metric} that a step isn't decoded`, () => {
      const decoded = decodeOnce(benchmark({ Metrics: { [metric]: 'NaN' } }));
      expect(decoded).deep.equal(right(benchmark({ Metrics: { [metric]: NaN } })));
    });
  }

  for (const time of ['InvocationStartTime', 'InvocationEndTime']) {
    it(`sees by the number in ${time} that a step isn't decoded`, () => {
      const decoded = decodeOnce(benchmark({ [time]: 1.5 }));
      expect(decoded).deep.equal(right(benchmark({ [time]: new Date(1500) })));
    });
  }

  for (const [what, value] of [
    ['undefined', undefined],
    ['null', null],
    ['a text', 'step'],
    ['an object without a status', {}],
    ['a benchmark that is null and a time that is a text', benchmark({ InvocationEndTime: 'now' })],
    ['metrics that are a text', benchmark({ Metrics: 'none' })],
    ['metrics that are null, and no model', { ...benchmark({}), InferenceBenchmark: { Metrics: null } }],
    ['a benchmark that is a text', { ...benchmark({}), InferenceBenchmark: 'none' }],
  ] as const) {
    it(`refuses ${what}`, () => {
      const refused = decodeOnce(value, 'previous');
      if (!isLeft(refused)) throw new Error('decodes');
      expect(refused.left.message).match(/^previous/);
    });
  }

  it('takes a benchmark that is null for none', () => {
    expect(decodeOnce({ ...benchmark({}), InferenceBenchmark: null })).deep.equal(
      right({ StepType: 'BENCHMARK', JobName: 'job', Status: 'COMPLETED' }),
    );
  });
});
