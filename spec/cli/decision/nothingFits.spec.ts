import { expect } from 'chai';
import { nothingFits } from '../../../src/cli/decision/nothingFits.js';
import { priced, step } from '../../support/steps.js';
import { decide } from './decisions.js';

describe('nothingFits', () => {
  const line = async (...args: Parameters<typeof decide>): Promise<string> =>
    nothingFits(await decide(...args));
  const slow = (endpoint: string, ModelLatency: number, CostPerHour = NaN): ReturnType<typeof step> =>
    priced(endpoint, { CostPerInference: 1e-7, ModelLatency, CostPerHour });

  it('names the bound that leaves out most first', async () => {
    const steps = [slow('a', 50, 3), slow('b', 60, 1), slow('c', 70)];
    expect(await line(steps, {}, { maxCostPerHour: 2, maxLatencyMs: 40 })).equal(
      "nothing fits: --max-latency-ms 40 leaves out 3 of 3 completed steps of 'job' (the nearest: 50); " +
        '--max-cost-per-hour 2 leaves out 2 (1 not measured; the nearest: 3)',
    );
    expect(await line([priced('a', NaN), slow('b', 60)], {}, { maxLatencyMs: 40 })).match(
      /^nothing fits: --max-latency-ms 40 leaves out 2 of .*; 1 has no CostPerInference$/,
    );
  });

  it('names what was not measured first only where that leaves out more than each bound', async () => {
    const unpriced = (ModelLatency: number): ReturnType<typeof step> => priced('x', { ModelLatency });
    expect(await line([slow('a', 60), unpriced(30)], {}, { maxLatencyMs: 40 })).match(
      /^nothing fits: --max-latency-ms 40 leaves out 1 of 2 .*; 1 has no CostPerInference$/,
    );
    expect(await line([slow('a', 60), unpriced(30), unpriced(20)], {}, { maxLatencyMs: 40 })).match(
      /^nothing fits: 2 of 3 completed steps of 'job' have no CostPerInference; --max-latency-ms 40 leaves out 1 /,
    );
  });

  it('says that nothing was measured', async () => {
    expect(await line([step('a'), step('b'), step('c', { Status: 'FAILED' })])).equal(
      "nothing fits: 2 of 2 completed steps of 'job' have no CostPerInference",
    );
    expect(await line([step('a')], { by: 'latency' })).equal(
      "nothing fits: 1 of 1 completed step of 'job' has no ModelLatency",
    );
  });

  it('says that no step has completed, or that there is none', async () => {
    const failed = [step('a', { Status: 'FAILED' }), step('b', { Status: 'FAILED' })];
    expect(await line([...failed, step('c', { Status: 'PENDING' })])).equal(
      "nothing fits: no step of 'job' is COMPLETED: 2 FAILED, 1 PENDING",
    );
    expect(await line([])).equal("nothing fits: 'job' has no steps");
  });
});
