import { expect } from 'chai';
import type { Step } from '../../src/core/step.js';
import { environmentLabel, figure, perMillion, endpointLabel } from '../../src/cli/format.js';
import { legend } from '../../src/cli/legend.js';
import { report } from '../../src/cli/report.js';
import { fullStep } from '../support/wire.js';

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

describe('figures for people', () => {
  it('have decimals, or are n/a where AWS has no value', () => {
    expect(figure(1.2345, 2)).equal('1.23');
    for (const nothing of [undefined, NaN, Infinity, 0]) expect(figure(nothing, 2)).equal('n/a');
  });

  it('of cost are for a million inferences', () => {
    expect(perMillion(0.000_002)).equal(2);
    expect(perMillion(undefined)).undefined;
  });

  it('name instance or serverless size, and the environment', () => {
    expect(endpointLabel(step('ml.m5.large', 1))).equal('ml.m5.large');
    const endpoint = { EndpointName: 'e', VariantName: 'v' };
    const at = (more: object): Step => ({
      ...fullStep,
      InferenceBenchmark: { ModelConfiguration: {}, EndpointConfiguration: { ...endpoint, ...more } },
    });
    expect(endpointLabel(at({ InstanceType: 'ml.g5.xlarge', InitialInstanceCount: 2 }))).equal(
      '2 x ml.g5.xlarge',
    );
    expect(endpointLabel(at({ ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5 } }))).equal(
      'serverless 2048 MB x 5',
    );
    expect(endpointLabel(at({}))).equal('no endpoint');
    expect(environmentLabel(step('ml.m5.large', 1))).equal('');
    expect(environmentLabel(fullStep)).match(/^\w+=\S+/);
  });

  it('have a legend of letters for what is too long', () => {
    const names = legend();
    expect(['x', 'y', 'x', ''].map(names.nameOf)).deep.equal(['A', 'B', 'A', '']);
    expect(names.entries()).deep.equal([
      ['A', 'x'],
      ['B', 'y'],
    ]);
    for (let i = 0; i < 30; i++) names.nameOf(String(i));
    expect(names.entries().at(25)?.[0]).equal('Z');
    expect(names.entries().at(26)?.[0]).equal('AA');
  });
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
    const text = report('job', steps, cheap);
    expect(text.split('\n')[0]).equal("Job 'job': 5 steps, 3 completed, 1 failed, 1 not ended.");
    const order = [...text.matchAll(/│ +\d │ (ml\.\w+)/g)].map(match => match[1]);
    expect(order).deep.equal(['ml.cheap', 'ml.dear', 'ml.free']);
    expect(text).contain('Pick: ml.cheap\n      $1.00 for a million inferences, $0.500 an hour');
    expect(text).contain('Failed:\n  ml.failed: no reason given');
    expect(text).not.contain('env A');
  });

  it('says that there is nothing to pick', () => {
    const text = report('job', [], undefined);
    expect(text).equal(
      "Job 'job': 0 steps, 0 completed, 0 failed.\n\nPick: none, as no completed step has a cost.",
    );
  });
});
