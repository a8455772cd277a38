import { expect } from 'chai';
import type { Bound } from '../../src/operators/ranking/bounds.js';
import type { ExclusionReason } from '../../src/operators/ranking/eligibilityCheck.js';
import { failureReason, reasonCounts, reasonText, withoutFullStop } from '../../src/words/reasons.js';
import { step } from '../support/steps.js';

const beyond = (bound: Bound, limit: number | string): ExclusionReason => ({
  kind: 'bound',
  bound,
  limit,
  actual: 1,
});

describe('reasons in words', () => {
  const cases: readonly (readonly [ExclusionReason, string])[] = [
    [{ kind: 'status', status: 'IN_PROGRESS' }, 'running'],
    [{ kind: 'metric', metric: 'CostPerInference' }, 'not measured'],
    [{ kind: 'bound', bound: 'maxLatencyMs', limit: 1, actual: undefined }, 'not measured'],
    [beyond('maxLatencyMs', 120), 'over 120 ms'],
    [beyond('minInvocationsPerMinute', 1_500), 'under 1,500 a minute'],
    [beyond('maxCostPerHour', 1.5), 'over $1.50 an hour'],
    [beyond('maxCostPerInference', 0.000_002), 'over $2.00 per million'],
    [beyond('maxCpuPercent', 80), 'over 80 % of CPU'],
    [beyond('maxMemoryPercent', 80), 'over 80 % of memory'],
    [{ kind: 'figure', figure: 'TimeToFirstToken', stat: 'p99' }, 'first token p99 not measured'],
    [{ kind: 'figure', figure: 'OutputTokenThroughput', stat: 'avg' }, 'tokens a second not measured'],
    [
      { kind: 'bound', bound: 'maxRequestLatencyMs', limit: 1, actual: undefined, stat: 'p90' },
      'request p90 not measured',
    ],
    [{ kind: 'price', instanceType: 'ml.g5.xlarge' }, 'no price'],
    [beyond('maxTtftMs', 300), 'over 300 ms to the first token'],
    [beyond('maxRequestLatencyMs', 12_000), 'over 12.0 s a request'],
    [beyond('minTokensPerSecond', 1_500), 'under 1,500 tokens a second'],
    [beyond('instances', 'ml.c5.large'), 'another instance type'],
    [beyond('families', 'ml.c5'), 'another instance family'],
    [beyond('endpoint', 'serverless'), 'not serverless'],
  ];
  for (const [reason, expected] of cases)
    it(`${reason.kind === 'bound' ? reason.bound : reason.kind}: ${expected}`, () => {
      expect(reasonText(reason)).equal(expected);
    });

  it('are counted, the most frequent one first', () => {
    const late = { kind: 'bound', bound: 'maxLatencyMs', limit: 120, actual: 130 } as const;
    const unknown = { ...late, actual: undefined } as const;
    const status = { kind: 'status', status: 'FAILED' } as const;
    const metric = { kind: 'metric', metric: 'CostPerInference' } as const;
    const excluded = [[status], [late], [late], [unknown, metric]].map(reasons => ({
      step: step('a'),
      reasons,
    }));
    expect(reasonCounts(excluded)).deep.equal(['2 over 120 ms', '1 failed', '1 not measured']);
  });

  it('of failed steps are those of AWS, or said to be missing', () => {
    expect(failureReason(step('a', { Status: 'FAILED', FailureReason: 'no' }))).equal('no');
    expect(failureReason(step('a', { Status: 'FAILED' }))).equal('no reason given');
    expect(withoutFullStop(' It broke. ')).equal('It broke');
  });
});
