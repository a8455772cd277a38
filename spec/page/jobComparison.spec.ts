import { expect } from 'chai';
import type { Metrics, Step } from '../../src/core/step.js';
import { comparisonSummary, jobComparison, deltaText } from '../../src/page/jobComparison.js';
import { step } from '../support/steps.js';

const on = (InstanceType: string, Metrics: Metrics, Status = 'COMPLETED'): Step =>
  step(InstanceType, {
    Status,
    Metrics,
    EndpointConfiguration: { EndpointName: InstanceType, VariantName: 'main', InstanceType },
  });
const before = [on('a', { ModelLatency: 100, CostPerInference: 1, MaxInvocations: 60 }), on('gone', {})];
const after = [on('a', { ModelLatency: 88, CostPerInference: 1.5 }), on('new', {}), on('bad', {}, 'FAILED')];

describe('the comparison on the page', () => {
  const compared = jobComparison(after, before, new Map());

  it('has the changes of what both jobs measured, and the rest by name', () => {
    expect(compared.lines.map(({ name }) => name)).deep.equal(['a']);
    expect(compared).deep.include({ added: ['new'], missing: ['gone'], failed: ['bad'] });
  });

  it('says changes with their sign, and which way they are', () => {
    const [line] = compared.lines;
    const { ModelLatency, CostPerInference, MaxInvocations, CpuUtilization } = line!.deltas;
    expect([ModelLatency, CostPerInference, MaxInvocations, CpuUtilization].map(deltaText)).deep.equal([
      '−12 % better',
      '+50 % worse',
      'n/a',
      'n/a',
    ]);
    expect(deltaText({ percent: 3, verdict: 'changed' })).equal('+3 %');
  });

  it('sums it up', () => {
    expect(comparisonSummary(compared)).equal(
      '1 configuration in both jobs. Latency: 1 quicker, 0 slower. Cost: 0 cheaper, 1 dearer. ' +
        'Throughput: 0 higher, 0 lower.',
    );
    expect(comparisonSummary(jobComparison([], before, new Map()))).match(/^No configuration/);
  });
});
