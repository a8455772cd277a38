import { expect } from 'chai';
import { INSTANCES, SERVERLESS_SIZES } from '../../src/testing/instances.js';
import { simulateMetrics } from '../../src/testing/simulateMetrics.js';
import { seededRandom } from '../../src/testing/random.js';
import type { StepScript } from '../../src/testing/jobScript.js';
import { INSTANCE_TYPES } from '../../src/testing/shapes.js';
import type { WireMetrics } from '../../src/testing/wire.js';

const model = { workMs: 60, memoryMb: 900 };
const run = (step: StepScript): WireMetrics => simulateMetrics(step, model, seededRandom(5));

describe('testing: simulateMetrics', () => {
  it('derives cost per inference from cost per hour and throughput, for every type', () => {
    for (const { type, pricePerHour } of INSTANCES) {
      const { CostPerHour, CostPerInference, MaxInvocations = 0 } = run({ instanceType: type });
      expect(Number(CostPerHour), type).to.be.closeTo(pricePerHour, 1e-6);
      const expected = pricePerHour / (MaxInvocations * 60);
      expect(Number(CostPerInference) / expected, type).to.be.closeTo(1, 1e-6);
    }
  });

  it('prices serverless by the second and gigabyte, without a cost per hour', () => {
    for (const memoryMb of SERVERLESS_SIZES) {
      const metrics = run({ serverless: { memoryMb, maxConcurrency: 5 } });
      const { ModelLatency = 0 } = metrics;
      const expected = (ModelLatency / 1000) * (memoryMb / 1024) * 0.00002;
      expect(Number(metrics.CostPerInference) / expected).to.be.closeTo(1, 1e-6);
      expect(metrics).not.to.have.property('CostPerHour');
      expect(metrics.ModelSetupTime).to.be.greaterThan(0);
    }
  });

  it('gives a bigger instance of a family more throughput, and an accelerator less latency', () => {
    const sizes = ['ml.c5.large', 'ml.c5.xlarge', 'ml.c5.2xlarge', 'ml.c5.4xlarge'];
    const carried = sizes.map(instanceType => run({ instanceType }).MaxInvocations ?? 0);
    expect(carried).to.deep.equal([...carried].sort((a, b) => a - b));
    const gpu = run({ instanceType: 'ml.g5.xlarge' }).ModelLatency ?? Infinity;
    expect(gpu).to.be.lessThan(run({ instanceType: 'ml.m5.xlarge' }).ModelLatency ?? 0);
  });

  it('changes throughput and latency by the environment', () => {
    const tuned = (OMP_NUM_THREADS: string, SAGEMAKER_MODEL_SERVER_WORKERS: string): WireMetrics =>
      run({ instanceType: 'ml.c5.xlarge', environment: { OMP_NUM_THREADS, SAGEMAKER_MODEL_SERVER_WORKERS } });
    const parallel = tuned('1', '4');
    const threaded = tuned('4', '1');
    expect(parallel.MaxInvocations).to.be.greaterThan(threaded.MaxInvocations ?? Infinity);
    expect(parallel.ModelLatency).to.be.greaterThan(threaded.ModelLatency ?? Infinity);
  });

  it('has only instance types of the service, and none of ml.t2', () => {
    const known = INSTANCES.map(({ type }) => type);
    expect(INSTANCE_TYPES).to.include.members(known);
    expect(new Set(known).size).to.equal(known.length);
    expect(known.filter(type => type.startsWith('ml.t2'))).to.deep.equal([]);
  });
});
