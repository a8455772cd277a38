import { expect } from 'chai';
import type { EndpointConfiguration, Step } from '../../src/core/step.js';
import { monthlyCostAt } from '../../src/operators/monthlyCostAt.js';
import { needText } from '../../src/words/needs.js';
import { totalText } from '../../src/words/totals.js';
import { priced } from '../support/steps.js';

const on = (endpoint: Partial<EndpointConfiguration>): Step =>
  priced(
    'e',
    { MaxInvocations: 600, CostPerHour: 1, CostPerInference: 1e-6 },
    { EndpointConfiguration: { EndpointName: 'e', VariantName: 'v', ...endpoint } },
  );
const needAt = (requestsPerMinute: number, endpoint: Partial<EndpointConfiguration>): string =>
  needText(on(endpoint), monthlyCostAt({ requestsPerMinute }).of(on(endpoint))!);

describe('needText', () => {
  const InstanceType = 'ml.c5.large';
  const ServerlessConfig = { MemorySizeInMB: 1024, MaxConcurrency: 20 };

  it('is a number of instances, and on how many it was measured', () => {
    expect(needAt(600, { InstanceType })).equal('1 instance');
    expect(needAt(600_001, { InstanceType })).equal('1,001 instances');
    expect(needAt(600, { InstanceType, InitialInstanceCount: 3 })).equal('3 instances (measured on 3)');
    expect(needAt(200, { InstanceType, InitialInstanceCount: 3 })).equal('1 instance (measured on 3)');
  });

  it('is a concurrency for a serverless endpoint, on several above the limit of one', () => {
    expect(needAt(600, { ServerlessConfig })).equal('concurrency 20');
    expect(needAt(6_000, { ServerlessConfig })).equal('concurrency 200');
    expect(needAt(6_001, { ServerlessConfig })).equal('concurrency 220 (2 endpoints of 110)');
  });
});

describe('totalText', () => {
  it('is a number, or a range where there may be more', () => {
    expect([totalText(40, undefined), totalText(2, 4)]).deep.equal(['40', '2 to 4']);
  });
});
