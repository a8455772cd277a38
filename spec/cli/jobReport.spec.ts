import { expect } from 'chai';
import type { Metrics, Step } from '../../src/core/step.js';
import { jobReport } from '../../src/cli/jobReport.js';
import { pickOutlook } from '../../src/cli/watch/pickOutlook.js';
import { loadTestCriterion } from '../../src/cli/watch/watchCriterion.js';

/** The report of a job whose best is `pick`. */
function reportOf(steps: readonly Step[], pick: Step | undefined, traffic?: number): string {
  const criterion = loadTestCriterion(traffic === undefined ? {} : { traffic });
  const completed = steps.filter(({ Status }) => Status === 'COMPLETED');
  const outlook = pickOutlook(completed, pick, criterion);
  return jobReport({
    ...{ jobName: 'job', steps, criterion, outlook, ask: 'ASK' },
    summary: pick === undefined ? {} : { best: pick },
  });
}

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

const benchmarkOf = (InstanceType: string, Metrics: Metrics): object => ({
  InferenceBenchmark: {
    ModelConfiguration: {},
    EndpointConfiguration: { EndpointName: InstanceType, VariantName: 'v', InstanceType },
    Metrics,
  },
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
    const text = reportOf(steps, cheap);
    expect(text.split('\n')[0]).equal("Job 'job': 5 steps, 3 completed, 1 failed, 1 not ended.");
    const order = [...text.matchAll(/│ +\d │ (ml\.\w+)/g)].map(match => match[1]);
    expect(order).deep.equal(['ml.cheap', 'ml.dear', 'ml.free']);
    expect(text).contain('Pick: ml.cheap\n      $1.00 for a million inferences, $0.500 an hour');
    expect(text).contain('Failed:\n  ml.failed: no reason given');
    expect(text).not.contain('env A');
  });

  it('says what costs least a month at some traffics, unless it picks by one', () => {
    const Metrics = { CostPerInference: 0.000_001, CostPerHour: 0.5, MaxInvocations: 9_000, ModelLatency: 9 };
    const large = step('ml.large', 0, benchmarkOf('ml.large', Metrics));
    const dear = { ...Metrics, CostPerInference: 0.000_003, CostPerHour: 0.1, MaxInvocations: 600 };
    const small = step('ml.small', 0, benchmarkOf('ml.small', dear));
    const text = reportOf([large, small], large);
    expect(text).contain('Pick: ml.large\n      $1.00 for a million inferences');
    expect(text).contain(
      [
        'No traffic given. Below are the cheapest months at some; for yours: ASK',
        '  100 requests a minute: ml.small, $73.00 a month (the pick: $365.00)',
        '  1000 requests a minute: ml.small, $146.00 a month (the pick: $365.00)',
        '  10000 requests a minute: the pick, $730.00 a month',
      ].join('\n'),
    );
    const at = reportOf([large, small], small, 600);
    expect(at).contain(
      'Pick at 600 requests a minute: ml.small\n      $73.00 a month, 1 instance with 0 invoc',
    );
    expect(at).not.contain('No traffic given');
  });

  it('names what looks as cheap as the pick, and why it is not the pick', () => {
    const pick = step('ml.quick', 8.26e-7);
    const text = reportOf([step('ml.slow', 8.285e-7), pick], pick);
    expect(text).contain('\n      as cheap as ml.slow, which is 0.3% dearer before rounding\n'.trimEnd());
  });

  it('says that there is nothing to pick', () => {
    const text = reportOf([], undefined);
    expect(text).equal(
      "Job 'job': 0 steps, 0 completed, 0 failed.\n\nPick: none, as no completed step has a cost.",
    );
  });
});
