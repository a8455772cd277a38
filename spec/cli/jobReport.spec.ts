import { expect } from 'chai';
import type { Step } from '../../src/core/step.js';
import { jobReport } from '../../src/cli/jobReport.js';

const step = (instance: string, cost: number | undefined, more: object = {}): Step => ({
  StepType: 'BENCHMARK',
  JobName: 'job',
  Status: 'COMPLETED',
  InferenceBenchmark: {
    ModelConfiguration: {},
    EndpointConfiguration: { EndpointName: instance, VariantName: 'v', InstanceType: instance },
    ...(cost !== undefined && { Metrics: { CostPerInference: cost, CostPerHour: 0.5 } }),
  },
  ...more,
});

describe('report', () => {
  it('ranks by cost, those without one last, and says what failed and what has not ended', () => {
    const cheap = step('ml.cheap', 0.000_001);
    const failed = step('ml.failed', undefined, { Status: 'FAILED' });
    const steps = [
      step('ml.dear', 0.000_002),
      step('ml.free', NaN),
      cheap,
      failed,
      step('ml.now', 1, { Status: 'PENDING' }),
    ];
    const text = jobReport('job', steps, cheap);
    expect(text.split('\n')[0]).equal("Job 'job': 5 steps, 3 completed, 1 failed, 1 not ended.");
    const order = [...text.matchAll(/│ +\d │ (ml\.\w+)/g)].map(match => match[1]);
    expect(order).deep.equal(['ml.cheap', 'ml.dear', 'ml.free']);
    expect(text).contain('Pick: ml.cheap\n      $1.00 for a million inferences, $0.500 an hour');
    expect(text).contain('Failed:\n  ml.failed: no reason given');
    expect(text).not.contain('env A');
  });

  it('says that there is nothing to pick', () => {
    const text = jobReport('job', [], undefined);
    expect(text).equal(
      "Job 'job': 0 steps, 0 completed, 0 failed.\n\nPick: none, as no completed step has a cost.",
    );
  });
});
