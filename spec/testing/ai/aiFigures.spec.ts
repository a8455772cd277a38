import { expect } from 'chai';
import fc from 'fast-check';
import type { AiTarget } from '../../../src/testing/index.js';
import { AI_INSTANCE_TYPES } from '../../../src/testing/ai/aiShapes.js';
import { gpuInstanceOf } from '../../../src/testing/ai/gpuInstances.js';
import { runs } from '../../support/runs.js';
import { aiAccount, figure, type Recommendation, type Row } from './account.js';

const LATENCIES = ['RequestLatency', 'TimeToFirstToken', 'InterTokenLatency'];
const STATS = ['min', 'p50', 'p90', 'p95', 'p99', 'max'];
const targets: readonly AiTarget[] = ['throughput', 'ttft-ms', 'cost'];

const settings = fc.record({
  seed: fc.nat(),
  target: fc.constantFrom(...targets),
  instanceTypes: fc.uniqueArray(fc.constantFrom(...AI_INSTANCE_TYPES), { minLength: 1, maxLength: 3 }),
  optimizeModel: fc.boolean(),
});

/** What a ranking for a target makes smallest. */
function valueOf(
  target: AiTarget,
  { ExpectedPerformance: rows, DeploymentConfiguration }: Recommendation,
): number {
  if (target === 'ttft-ms') return figure(rows, 'TimeToFirstToken', 'p50');
  const tokens = figure(rows, 'OutputTokenThroughput', 'avg');
  if (target === 'throughput') return -tokens;
  return gpuInstanceOf(DeploymentConfiguration.InstanceType).pricePerHour / tokens;
}

/** Whether `a` is `b` to this share of `b`. */
const isAbout = (a: number, b: number, share: number): boolean => Math.abs(a - b) <= share * b;

function checkLaws(rows: readonly Row[]): void {
  const rate = figure(rows, 'RequestThroughput', 'avg');
  const latency = figure(rows, 'RequestLatency', 'avg');
  const first = figure(rows, 'TimeToFirstToken', 'avg');
  const between = figure(rows, 'InterTokenLatency', 'avg');
  const concurrency = figure(rows, 'ClientSideConcurrency');
  const tokens = figure(rows, 'OutputTokenThroughput', 'avg') / rate;
  const inFlight = (rate * latency) / 1000;
  expect(inFlight, 'in flight = rate × latency').within(0.93 * concurrency, concurrency);
  // Rates have four decimals, latencies two.
  expect(isAbout(latency, first + between * (tokens - 1), 0.01), 'latency = first + between × tokens').equal(
    true,
  );
  const p50 = (metric: string): number => figure(rows, metric, 'p50');
  const middle = p50('TimeToFirstToken') + p50('InterTokenLatency') * tokens;
  expect(isAbout(p50('RequestLatency'), middle, 0.05), 'the same of p50').equal(true);
  for (const metric of LATENCIES) {
    const values = STATS.map(stat => figure(rows, metric, stat));
    expect(values, metric).deep.equal(values.toSorted((a, b) => a - b));
  }
}

describe('testing: figures of AI recommendations', () => {
  it('keep to the laws of queues and of tokens, and are ranked for the target', () => {
    fc.assert(
      fc.property(settings, ({ seed, ...script }) => {
        const { describe } = aiAccount({
          seed,
          behaviours: { aiStats: 'all' },
          aiJobs: [{ name: 'job', ...script }],
        });
        const { Recommendations: all = [] } = describe('job');
        expect(all).length(script.instanceTypes.length * (script.optimizeModel ? 2 : 1));
        for (const { ExpectedPerformance } of all) checkLaws(ExpectedPerformance);
        const values = all.map(one => valueOf(script.target, one));
        for (const [index, value] of values.entries()) {
          const before = values[index - 1] ?? value;
          // Two that differ by less than their decimals show are in either order.
          expect(value).at.least(before - 0.01 - Math.abs(before) * 1e-4);
        }
      }),
      { numRuns: runs(60) },
    );
  });

  it('are the same for a seed, and others for another one', () => {
    const texts = [1, 1, 2].map(seed =>
      JSON.stringify(aiAccount({ seed, aiJobs: [{ name: 'job' }] }).describe('job').Recommendations),
    );
    expect(texts[0]).equal(texts[1]);
    expect(texts[0]).not.equal(texts[2]);
  });

  it('make each optimisation generate more tokens than the model as it is', () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const { Recommendations = [] } = aiAccount({ seed, aiJobs: [{ name: 'job' }] }).describe('job');
      const tokens = (type: string, optimized: number): number =>
        figure(
          Recommendations.find(
            one =>
              one.DeploymentConfiguration.InstanceType === type &&
              one.OptimizationDetails.length === optimized,
          )!.ExpectedPerformance,
          'OutputTokenThroughput',
          'avg',
        );
      for (const { DeploymentConfiguration } of Recommendations) {
        const { InstanceType } = DeploymentConfiguration;
        expect(tokens(InstanceType, 1), InstanceType).above(tokens(InstanceType, 0));
      }
    }
  });

  it('in the profile of a benchmark are those of its recommendation', () => {
    const { fake, describe } = aiAccount({ aiJobs: [{ name: 'job' }] });
    for (const { AIBenchmarkJobArn, ExpectedPerformance } of describe('job').Recommendations!) {
      const profile = fake.aiperfProfile(AIBenchmarkJobArn!.split('/')[1]!)!;
      expect(profile.request_throughput.avg.toFixed(4)).equal(ExpectedPerformance[0]!.Value);
      const p99 = profile.request_latency.p99!.toFixed(2);
      expect(Number(p99)).equal(figure(ExpectedPerformance, 'RequestLatency', 'p99'));
    }
  });
});
