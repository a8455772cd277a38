import { expect } from 'chai';
import { JobFailedError, InvalidInputError } from '../../src/core/errors.js';
import type { StepEvent, WatchEvent } from '../../src/core/event.js';
import { stepKey } from '../../src/core/keys.js';
import type { Step } from '../../src/core/step.js';
import { watchedRecommendationJob } from '../../src/core/watchedAIJob.js';
import { assertNoRegression } from '../../src/operators/assertNoRegression.js';
import { bestByLatency } from '../../src/operators/bestByLatency.js';
import { bestByThroughput } from '../../src/operators/bestByThroughput.js';
import { compareWith } from '../../src/operators/compareWith.js';
import type { Comparison } from '../../src/operators/comparing/comparison.js';
import { completedOnly } from '../../src/operators/completedOnly.js';
import { decodeSteps } from '../../src/operators/decodeSteps.js';
import { distinctSteps } from '../../src/operators/distinctSteps.js';
import { failedOnly } from '../../src/operators/failedOnly.js';
import { groupFailures } from '../../src/operators/groupFailures.js';
import { jmespath } from '../../src/operators/jmespath.js';
import { monthlyCostAt } from '../../src/operators/monthlyCostAt.js';
import { orFail } from '../../src/operators/orFail.js';
import { paretoFront } from '../../src/operators/paretoFront.js';
import { rankBy } from '../../src/operators/rankBy.js';
import { ascending } from '../../src/operators/ranking/order.js';
import type { Ranking } from '../../src/operators/ranking/ranking.js';
import { snapshots } from '../../src/operators/snapshots.js';
import { stopWhenDecided } from '../../src/operators/stopWhenDecided.js';
import { summarize } from '../../src/operators/summarize.js';
import type { JobSnapshot } from '../../src/operators/summary/jobSnapshot.js';
import type { Summary } from '../../src/operators/summary/summary.js';
import { within } from '../../src/operators/within.js';
import { play } from '../support/play.js';
import {
  jobWith,
  published,
  publishedFigures,
  publishedRows,
  recommended,
  row,
} from '../support/recommendations.js';
import { page, priced } from '../support/steps.js';

const g5 = recommended(
  [
    row('TimeToFirstToken', 'p50', '0.2', 's'),
    row('TimeToFirstToken', 'p90', '0.5', 's'),
    row('RequestLatency', 'p99', '9000', 'ms'),
    row('OutputTokenThroughput', 'avg', '790.4', 'tokens/sec'),
    row('RequestThroughput', 'avg', '2', 'requests/sec'),
  ],
  { type: 'ml.g5.12xlarge', count: 2 },
);

const jobName = published.JobName;
const job = (status: string): WatchEvent & { readonly type: 'job' } => ({
  type: 'job',
  jobName,
  job: watchedRecommendationJob(jobWith([], { AIRecommendationJobStatus: status })),
});
const added = (step: Step): StepEvent => ({
  type: 'step',
  jobName,
  change: 'added',
  key: stepKey(step),
  step,
  changed: [],
});
const done = (status: string): WatchEvent => ({ ...job(status), type: 'done' });
const watch: readonly WatchEvent[] = [
  job('InProgress'),
  added(published),
  added(g5),
  { type: 'synced', jobName },
  done('Completed'),
];

describe('operators on recommendations', () => {
  it('pass them unchanged: decodeSteps, completedOnly, distinctSteps', () => {
    for (const operator of [decodeSteps(), completedOnly(), distinctSteps()]) {
      expect(play([published, g5], operator).emitted).deep.equal([published, g5]);
      expect(play(watch, operator).emitted).deep.equal(watch);
    }
    expect(play([published, g5, published], distinctSteps()).emitted).deep.equal([published, g5]);
  });

  it('have snapshots of the job and its steps by key', () => {
    const last = play(watch, snapshots()).emitted.at(-1) as JobSnapshot;
    expect(last).deep.include({ jobName, synced: true, done: true });
    expect(last.job?.Status).equal('COMPLETED');
    expect([...last.steps.keys()]).deep.equal([stepKey(published), stepKey(g5)]);
  });

  it('fail by orFail where the job failed or was stopped', () => {
    for (const status of ['Failed', 'Stopped']) {
      const { error } = play([added(published), done(status)], orFail());
      expect(error).instanceOf(JobFailedError);
      expect((error as JobFailedError).message).equal(
        `Job 'ai-recommendation-job/nightly' ended as ${status.toUpperCase()}: none`,
      );
    }
    expect(play(watch, orFail()).completed).equal(true);
  });

  it('count in a summary, with the time and without a total before the end', () => {
    const summaries = play(watch, summarize()).emitted as readonly Summary[];
    expect(summaries[0]).not.have.any.keys('total', 'etaMs');
    expect(summaries.at(-1)).deep.include({
      counts: { COMPLETED: 2 },
      steps: 2,
      done: 2,
      elapsedMs: 4_200_000,
    });
    expect(summaries.at(-1)).include({ unpriced: 2, spentUsd: 0 });
  });

  it('have no failures of their own', () => {
    expect(play([published], failedOnly()).emitted).deep.equal([]);
    expect(play([published], groupFailures()).emitted).deep.equal([]);
  });

  it('have neither ModelLatency nor MaxInvocations', () => {
    for (const operator of [bestByLatency(), bestByThroughput()])
      expect(play([published, priced('a', { ModelLatency: 3, MaxInvocations: 9 })], operator).emitted).length(
        1,
      );
    const [ranking] = play([published], rankBy(ascending('ModelLatency'))).emitted as readonly Ranking[];
    expect(ranking?.excluded[0]?.reasons).deep.equal([{ kind: 'metric', metric: 'ModelLatency' }]);
  });

  it('are refused by stopWhenDecided: nothing comes before the end', () => {
    const { emitted, error } = play(watch, stopWhenDecided(ascending('CostPerHour')));
    expect(emitted).deep.equal([]);
    expect(error)
      .instanceOf(InvalidInputError)
      .with.property('message')
      .match(/has no steps before its end/);
  });

  it('are read by jmespath, a listing by AWS’s names', () => {
    const figure = jmespath('Steps[].figures.TimeToFirstToken.p50');
    expect(play([page([published, g5])], figure).emitted).deep.equal([[269.55, 200]]);
    const jobs = [
      { AIRecommendationJobName: 'a', AIRecommendationJobStatus: 'InProgress', CreationTime: new Date(5000) },
    ];
    expect(
      play([{ kind: 'recommendation', index: 0, jobs }], jmespath('AIRecommendationJobs[0]')).emitted,
    ).deep.equal([
      { AIRecommendationJobName: 'a', AIRecommendationJobStatus: 'InProgress', CreationTime: 5 },
    ]);
    const benchmarks = [{ AIBenchmarkJobName: 'b', AIBenchmarkJobStatus: 'Failed' }];
    expect(
      play(
        [{ kind: 'benchmark', index: 0, jobs: benchmarks }],
        jmespath('AIBenchmarkJobs[].AIBenchmarkJobName'),
      ).emitted,
    ).deep.equal([['b']]);
    expect(play(watch, jmespath('Steps')).error).instanceOf(InvalidInputError);
  });
});

describe('bounds of recommendations', () => {
  const kept = (bounds: Parameters<typeof within>[0]): readonly unknown[] =>
    play([published, g5], within(bounds)).emitted;

  it('hold, each by its statistic', () => {
    expect(kept({ maxTtftMs: 200 })).deep.equal([g5]);
    expect(kept({ maxTtftMs: 269.55 })).deep.equal([published, g5]);
    expect(kept({ maxTtftMs: 400, stat: 'P90' })).deep.equal([published]);
    expect(kept({ maxRequestLatencyMs: 12_000 })).deep.equal([published]);
    expect(kept({ maxRequestLatencyMs: 12_000, stat: 'p99' })).deep.equal([g5]);
    expect(kept({ minTokensPerSecond: 1_893.21 })).deep.equal([published]);
    expect(kept({ minTokensPerSecond: 700, stat: 'p90' })).deep.equal([published, g5]);
    const each = { maxTtftMs: 'p90', maxRequestLatencyMs: 'p99' };
    expect(kept({ maxTtftMs: 500, maxRequestLatencyMs: 9_000, stat: each })).deep.equal([g5]);
    expect(kept({ minTokensPerSecond: 700, stat: { minTokensPerSecond: 'p50' } })).deep.equal([]);
  });

  it('leave out a step without the statistic, and say so', () => {
    const bounds = { maxTtftMs: 400, stat: 'p99' };
    const reasons = [{ kind: 'bound', bound: 'maxTtftMs', limit: 400, actual: undefined, stat: 'p99' }];
    const order = ascending('TimeToFirstToken');
    const [ranking] = play([published], rankBy(order, { bounds })).emitted as readonly Ranking[];
    expect(ranking).deep.equal({ ranked: [], excluded: [{ step: published, reasons }] });
    expect(kept({ ...bounds, includeUnmeasured: true })).deep.equal([published, g5]);
  });

  it('have costs by the hour with prices alone, of all instances together', () => {
    const pricePerHour = (): number => 5;
    expect(kept({ maxCostPerHour: 9, pricePerHour })).deep.equal([published]);
    expect(kept({ maxCostPerHour: 10, pricePerHour })).deep.equal([published, g5]);
    expect(kept({ maxCostPerHour: 10 })).deep.equal([]);
  });

  it('leave out load tests, which have no such figure', () => {
    const classic = priced('a', { ModelLatency: 3 });
    expect(play([classic, published], within({ maxTtftMs: 300 })).emitted).deep.equal([published]);
  });

  it('are checked at once', () => {
    const wrong: readonly object[] = [
      { stat: '' },
      { stat: 7 },
      { stat: [] },
      { stat: { maxTtft: 'p50' } },
      { stat: { maxTtftMs: '' } },
      { maxTtftMs: '5' },
      { pricePerHour: {} },
    ];
    for (const bounds of wrong) expect(() => within(bounds)).throw(InvalidInputError);
  });
});

describe('monthlyCostAt on recommendations', () => {
  const pricePerHour = (type: string): number | undefined => (type === 'ml.g6.24xlarge' ? 8.344 : 5);

  it('pays as many deployments as the traffic needs, each on its instances', () => {
    const { of } = monthlyCostAt({ requestsPerMinute: 900, pricePerHour });
    // 7.5114 a second are 450.684 a minute, 2 are 120.
    expect(of(published)).deep.equal({
      deployments: 2,
      instances: 2,
      costPerMonth: 2 * 8.344 * 730,
      spareInvocationsPerMinute: 2 * (7.5114 * 60) - 900,
    });
    expect(of(g5)).deep.equal({
      deployments: 8,
      instances: 16,
      costPerMonth: 16 * 5 * 730,
      spareInvocationsPerMinute: 60,
    });
  });

  it('keeps to headroom and least instances', () => {
    const { of } = monthlyCostAt({ requestsPerMinute: 120, minInstances: 3, pricePerHour });
    expect(of(published)).include({ deployments: 3, instances: 3 });
    expect(of(g5)).include({ deployments: 2, instances: 4 });
    expect(monthlyCostAt({ requestsPerMinute: 120, headroom: 0.1, pricePerHour }).of(g5)).include({
      deployments: 2,
    });
  });

  it('says what a step lacks', () => {
    const { missing, of } = monthlyCostAt({ requestsPerMinute: 120 });
    const silent = recommended([]);
    expect(missing(silent)).deep.equal([
      { kind: 'price', instanceType: 'ml.g6.24xlarge' },
      { kind: 'figure', figure: 'RequestThroughput', stat: 'avg' },
    ]);
    expect(of(silent)).equal(undefined);
    expect(missing(recommended([], { type: '' }))).length(2);
  });
});

describe('paretoFront on recommendations', () => {
  it('weighs the first token against tokens a second', () => {
    const worse = recommended(
      [row('TimeToFirstToken', 'p50', '300', 'ms'), row('OutputTokenThroughput', 'avg', '700', 'tokens/s')],
      { type: 'ml.p4d.24xlarge' },
    );
    expect(play([published, worse, g5], paretoFront(['ttft', 'tokens'])).emitted).deep.equal([
      [published],
      [g5, published],
    ]);
    expect(play([published, g5], paretoFront(['ttft', 'tokens'], { stat: 'p90' })).emitted.at(-1)).deep.equal(
      [published],
    );
    expect(play([published, g5], paretoFront(['requestLatency'], { stat: 'p99' })).emitted.at(-1)).deep.equal(
      [g5],
    );
  });

  it('weighs costs with prices', () => {
    const front = paretoFront(['cost', 'ttft'], { pricePerHour: () => 8.344 });
    expect(play([published, g5], front).emitted.at(-1)).deep.equal([published, g5]);
    expect(play([published, g5], paretoFront(['cost', 'ttft'])).emitted).deep.equal([]);
  });
});

describe('comparing recommendations', () => {
  const quick = publishedRows.map(one => {
    const { Metric, Stat, Value } = one as { Metric: string; Stat: string; Value: string };
    return Metric === 'TimeToFirstToken' && Stat === 'p90'
      ? { ...one, Value: String(Number(Value) * 2) }
      : one;
  });
  const again = recommended(quick, {
    specification: 'high-otps-2',
    environment: { SM_VLLM_MAX_NUM_SEQS: '96' },
    job: 'weekly',
  });
  const compare = (now: Step, before: Step): Comparison => {
    const { emitted, error } = play([now], compareWith([before]));
    if (error !== undefined) throw error as Error;
    return emitted.at(-1) as Comparison;
  };

  it('matches by instances, optimization and framework, whatever environment and specification are', () => {
    const { rows, added: more, missing } = compare(again, published);
    expect([rows.length, more.length, missing.length]).deep.equal([1, 0, 0]);
    expect(rows[0]?.figures?.TimeToFirstToken).deep.equal({
      p50: { before: 269.55, after: 269.55, percent: 0, verdict: 'same' },
      p90: { before: 394.81, after: 789.62, percent: 100, verdict: 'worse' },
    });
    expect(rows[0]?.figures?.ClientSideConcurrency).deep.equal({
      value: { before: 88, after: 88, percent: 0, verdict: 'same' },
    });
    const slow = recommended([row('OutputTokenThroughput', 'avg', '1000', 'tokens/s')]);
    const [less] = compare(slow, published).rows;
    expect(less?.figures?.OutputTokenThroughput?.avg).include({ verdict: 'worse' });
    expect(rows[0]?.deltas.ModelLatency).deep.equal({ verdict: 'unknown' });
  });

  it('tells apart types, counts, optimizations and frameworks', () => {
    const others = [
      g5,
      recommended(publishedRows, { count: 2 }),
      recommended(publishedRows, { optimizations: ['KernelTuning'] }),
      { ...again, framework: 'LMI' },
    ];
    for (const other of others) expect(compare(other, published).rows).deep.equal([]);
    const both = ['KernelTuning', 'SpeculativeDecoding'];
    const [x, y] = [both, both.toReversed()].map(optimizations => recommended([], { optimizations }));
    expect(compare(x!, y!).rows).length(1);
    expect(
      compare(published, { ...priced('a', 1), InferenceBenchmark: published.InferenceBenchmark! }).rows,
    ).length(0);
  });

  it('shows a figure that one side lacks as unknown', () => {
    const { rows } = compare(recommended([row('TimeToFirstToken', 'p99', '5', 'ms')]), published);
    expect(rows[0]?.figures?.TimeToFirstToken).deep.equal({
      p50: { before: 269.55, verdict: 'unknown' },
      p90: { before: 394.81, verdict: 'unknown' },
      p99: { after: 5, verdict: 'unknown' },
    });
  });

  it('refuses an endpoint as the baseline', () => {
    for (const baseline of [{ MaxInvocations: 900, ModelLatency: 55 }, 'existing-endpoint'] as const) {
      for (const items of [[published], [added(published)]])
        expect(play(items, compareWith(baseline as never)).error)
          .instanceOf(InvalidInputError)
          .with.property('message')
          .match(/the steps of a job as the baseline/);
    }
  });

  it('fails on a regression beyond the bounds of recommendations', () => {
    const check = (bounds: Parameters<typeof assertNoRegression>[0]): string =>
      (play([compare(again, published)], assertNoRegression(bounds)).error as Error | undefined)?.message ??
      'none';
    expect(check({ ttftPercent: 50 })).equal('none');
    expect(check({ ttftPercent: 50, stat: 'p90' })).match(
      /: time to first token p90 394\.8 -> 789\.6 ms, 100% worse, 50% is allowed$/,
    );
    expect(check({ ttftPercent: 5, tokensPercent: 5, requestLatencyPercent: 5 })).equal('none');
    expect(check({ ttftPercent: 5, stat: 'p99' })).equal(
      'Nothing to compare by TimeToFirstToken p99: no configuration has it on both sides.',
    );
    expect(check({ latencyPercent: 5 })).match(/^Nothing to compare by ModelLatency/);
    expect(() => assertNoRegression({ stat: 'p90' })).throw(/takes at least one of .*ttftPercent/);
    expect(() => assertNoRegression({ tokensPercent: 100 })).throw(/tokensPercent: must be/);
  });

  it('fails where a figure with a bound is measured no more, or got less', () => {
    const error = (rows: readonly object[]): string =>
      (
        play([compare(recommended(rows), published)], assertNoRegression({ tokensPercent: 5 })).error as Error
      ).message.split('\n')[1]!;
    expect(error([])).match(/: output avg was 1893 tokens a second, and is not measured now$/);
    expect(error([row('OutputTokenThroughput', 'avg', '1700', 'tokens/s')])).match(
      /: output avg 1893 -> 1700 tokens a second, 10\.2% worse, 5% is allowed$/,
    );
    expect(publishedFigures.OutputTokenThroughput.avg).equal(1893.21);
  });
});
