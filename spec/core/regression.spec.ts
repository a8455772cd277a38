import { expect } from 'chai';
import { describeRegression, type WorseMetric } from '../../src/core/regression.js';
import { NothingComparedError, RegressionError } from '../../src/core/regressionError.js';
import { StepstreamError } from '../../src/core/errors.js';
import { step } from '../support/steps.js';

const worse = (change: Partial<WorseMetric>): WorseMetric => ({
  kind: 'worse',
  key: 'k',
  step: step('e', {
    ModelConfiguration: { EnvironmentParameters: [{ Key: 'A', ValueType: 'String', Value: '1' }] },
  }),
  baseline: step('e'),
  metric: 'ModelLatency',
  before: 80,
  after: 92,
  percent: 15,
  allowedPercent: 5,
  ...change,
});

describe('a regression in words', () => {
  const lines: readonly (readonly [change: Partial<WorseMetric>, line: string])[] = [
    [{}, 'latency 80 -> 92 ms, 15% worse, 5% is allowed'],
    [
      { metric: 'MaxInvocations', percent: -15 },
      'throughput 80 -> 92 invocations a minute, 15% worse, 5% is allowed',
    ],
    [
      { metric: 'CostPerInference', before: 1.23456e-6, after: 2e-6, percent: 62.0012 },
      'cost 1.235 -> 2 dollars for a million inferences, 62% worse, 5% is allowed',
    ],
    [{ percent: 5.04 }, 'latency 80 -> 92 ms, 5.04% worse, 5% is allowed'],
    [{ percent: 5.00004 }, 'latency 80 -> 92 ms, 5.00004% worse, 5% is allowed'],
    [{ percent: 2.5500001, allowedPercent: 2.5 }, 'latency 80 -> 92 ms, 2.6% worse, 2.5% is allowed'],
    [{ percent: 5.0000000001 }, 'latency 80 -> 92 ms, 5% worse, 5% is allowed'],
  ];
  for (const [change, line] of lines)
    it(`has figures with units: ${line}`, () => {
      expect(describeRegression(worse(change))).equal(`ml.c5.large with A=1: ${line}`);
    });
});

describe('RegressionError and NothingComparedError', () => {
  const details = { cause: new Error('underneath'), resumeToken: 'token' };
  it('are errors of the package, each with a code of its own', () => {
    const both = [new RegressionError([worse({})], details), new NothingComparedError('m', details)];
    for (const error of both) expect(error).instanceOf(StepstreamError).include(details);
    expect(both.map(({ code, name }) => [code, name])).deep.equal([
      ['REGRESSION', 'RegressionError'],
      ['NOTHING_COMPARED', 'NothingComparedError'],
    ]);
  });
});
