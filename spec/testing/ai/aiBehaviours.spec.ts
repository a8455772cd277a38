import { expect } from 'chai';
import type { ServiceBehaviours, SimulationOptions } from '../../../src/testing/index.js';
import { aiAccount, refusalOf, type AiCalls, type Row, type Wire } from './account.js';

const T0 = Date.UTC(2026, 0, 15, 9);
const MINUTE = 60_000;
const NUMBER = /^\d+(\.\d+)?$/;

/** An account with these behaviours, whose answers needn't fit their shapes. */
const behaving = (behaviours: ServiceBehaviours, options: SimulationOptions = {}): AiCalls =>
  aiAccount({ startTime: T0, aiJobs: [{ name: 'job' }], ...options, behaviours }, { checked: false });

/** The figures of each recommendation. */
const rowsOf = (behaviours: ServiceBehaviours): readonly (readonly Row[])[] =>
  behaving(behaviours)
    .describe('job')
    .Recommendations!.map(one => one.ExpectedPerformance);

const inWords = ({ Metric, Stat = '-', Unit = '-' }: Row): string => `${Metric} ${Stat} ${Unit}`;

describe('testing: behaviours of AI answers', () => {
  const plain = rowsOf({})[0]!;

  const spellings: [NonNullable<ServiceBehaviours['aiSpelling']>, string, string, string][] = [
    [
      'shortUnits',
      'RequestThroughput avg requests/sec',
      'OutputTokenThroughput avg tokens/sec',
      'RequestLatency p50 ms',
    ],
    [
      'docs',
      'RequestThroughput average requests/second',
      'throughput average tokens/second',
      'RequestLatency p50 milliseconds',
    ],
    [
      'aiperf',
      'request_throughput avg requests/sec',
      'output_token_throughput avg tokens/sec',
      'request_latency p50 ms',
    ],
    [
      'seconds',
      'RequestThroughput avg Requests/Second',
      'OutputTokenThroughput avg Tokens/Second',
      'RequestLatency p50 Seconds',
    ],
    [
      'microseconds',
      'RequestThroughput avg Requests/Second',
      'OutputTokenThroughput avg Tokens/Second',
      'RequestLatency p50 Microseconds',
    ],
  ];
  for (const [aiSpelling, ...words] of spellings) {
    it(`aiSpelling ${aiSpelling}: the same figures in other words`, () => {
      const rows = rowsOf({ aiSpelling })[0]!;
      expect(rows.slice(0, 3).map(inWords)).deep.equal(words);
      const factor = aiSpelling === 'seconds' ? 1e-3 : aiSpelling === 'microseconds' ? 1e3 : 1;
      expect(Number(rows[2]!.Value)).closeTo(Number(plain[2]!.Value) * factor, 0.01);
      expect(rows[1]!.Value).equal(plain[1]!.Value);
    });
  }

  it('aiStats: without p99, or with all', () => {
    const stats = (behaviours: ServiceBehaviours): unknown[] =>
      rowsOf(behaviours)[0]!.flatMap(({ Metric, Stat }) => (Metric === 'RequestLatency' ? [Stat] : []));
    expect(stats({})).deep.equal(['p50', 'p90', 'p99']);
    expect(stats({ aiStats: 'noP99' })).deep.equal(['p50', 'p90']);
    expect(stats({ aiStats: 'all' })).deep.equal(['avg', 'p50', 'p90', 'p95', 'p99', 'max', 'min']);
  });

  const values: [NonNullable<ServiceBehaviours['aiValues']>, (value: unknown) => boolean][] = [
    ['empty', value => value === ''],
    ['NaN', value => value === 'NaN'],
    ['grouped', value => /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(String(value))],
    ['number', value => typeof value === 'number'],
    ['null', value => value === null],
  ];
  for (const [aiValues, isOdd] of values) {
    it(`aiValues ${aiValues}: one value of each recommendation is no decimal number as text`, () => {
      for (const rows of rowsOf({ aiValues })) {
        const odd = rows.filter(({ Value }) => typeof Value !== 'string' || !NUMBER.test(Value));
        expect(odd).length(1);
        expect(isOdd(odd[0]!.Value), JSON.stringify(odd[0])).equal(true);
      }
    });
  }

  it('aiTimes iso: times are text', () => {
    const { describe, call } = behaving({ aiTimes: 'iso', listTimes: 'wholeSeconds' });
    const [listed] = call('ListAIRecommendationJobs')['AIRecommendationJobs'] as Wire[];
    for (const time of [describe('job')['CreationTime'], describe('job')['StartTime'], listed!['EndTime']])
      expect(time).match(/^2026-01-15T0\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it('listTimes: times in the lists are whole seconds', () => {
    const { call } = behaving({ listTimes: 'wholeSeconds' });
    const [listed] = call('ListAIRecommendationJobs')['AIRecommendationJobs'] as Wire[];
    expect(Number.isInteger(listed!['CreationTime'])).equal(true);
    const [exact] = behaving({}).call('ListAIRecommendationJobs')['AIRecommendationJobs'] as Wire[];
    expect(Number.isInteger(exact!['CreationTime'])).equal(false);
  });

  it('aiNewer: what no client knows, and what no list with a status has', () => {
    const { fake, describe, jobs } = behaving(
      { aiNewer: 'status' },
      { aiJobs: [{ name: 'job', live: true, runMs: 60 * MINUTE }] },
    );
    expect(describe('job')['AIRecommendationJobStatus']).equal('Pending');
    expect([jobs(), jobs({ StatusEquals: 'InProgress' })]).deep.equal([['job'], []]);
    fake.advance(10 * MINUTE);
    expect(jobs({ StatusEquals: 'InProgress' })).deep.equal(['job']);

    const first = (
      aiNewer: NonNullable<ServiceBehaviours['aiNewer']>,
    ): Wire & { Recommendations: readonly never[] } => behaving({ aiNewer }).describe('job') as never;
    expect(JSON.stringify(first('instanceType').Recommendations[0])).contains(
      '"InstanceType":"ml.p7.48xlarge"',
    );
    expect(JSON.stringify(first('optimization').Recommendations)).contains(
      '"OptimizationType":"Quantization"',
    );
    expect(first('union')['ModelSource']).deep.equal({ Hub: { ModelId: 'chat-20b' } });
    expect(first('fields')).property('Sustainability');
    expect(first('fields').Recommendations[0]).property('Revision');
    const { describeBenchmark } = behaving({ aiNewer: 'union' });
    expect(describeBenchmark('ai-rec-job-1')['BenchmarkTarget']).deep.equal({ Hub: { ModelId: 'chat-20b' } });
  });

  it('aiListedAfterMs and appearsAfterMs: a new job is missing from the list, or from Describe', () => {
    const aiJobs = [{ name: 'job', live: true }];
    const unlisted = behaving({ aiListedAfterMs: MINUTE }, { aiJobs });
    expect(unlisted.describe('job')).property('AIRecommendationJobName', 'job');
    expect(unlisted.jobs()).deep.equal([]);
    unlisted.fake.advance(MINUTE);
    expect(unlisted.jobs()).deep.equal(['job']);

    const hidden = behaving({ appearsAfterMs: MINUTE }, { aiJobs });
    expect(hidden.jobs()).deep.equal(['job']);
    expect(refusalOf(() => hidden.describe('job'))).match(/^ResourceNotFound/);
    hidden.fake.advance(MINUTE);
    expect(hidden.describe('job')).property('AIRecommendationJobName', 'job');
  });

  it('lagMs: replicas show a stop, a removal and a new job later, each operation by its own lag', () => {
    const aiJobs = [{ name: 'job', startedAt: T0 - 9 * MINUTE }, { name: 'gone' }];
    const { fake, jobs, describe, describeBenchmark } = behaving(
      { lagMs: { jobs: 30_000, describe: 10_000 } },
      { aiJobs },
    );
    const status = (): unknown => describe('job')['AIRecommendationJobStatus'];
    fake.stopAiJob('recommendation', 'job');
    fake.editAiJob('benchmark', 'ai-rec-gone-1', { Status: 'Failed' });
    expect(describeBenchmark('ai-rec-gone-1')['AIBenchmarkJobStatus']).equal('Completed');
    fake.removeAiJob('recommendation', 'gone');
    fake.addAiJob({ name: 'new', live: true });
    expect([status(), jobs({ SortBy: 'Name', SortOrder: 'Ascending' })]).deep.equal([
      'InProgress',
      ['gone', 'job'],
    ]);
    fake.advance(10_000);
    expect([status(), jobs({ StatusEquals: 'Stopping' })]).deep.equal(['Stopping', []]);
    fake.advance(20_000);
    expect(jobs({ SortBy: 'Name', SortOrder: 'Ascending' })).deep.equal(['job', 'new']);
    expect(jobs({ StatusEquals: 'Stopping' })).deep.equal(['job']);
  });

  const three = ['b', 'a', 'c'].map((name, index) => ({ name, startedAt: T0 - 9_000 + index, runMs: 1_000 }));

  it('listOrder, jobOrder, largestPage and filters hold for AI lists', () => {
    const order = (behaviours: ServiceBehaviours, input: object = {}): string =>
      behaving(behaviours, { aiJobs: three }).jobs(input).join('');
    expect(order({})).equal('cab');
    expect([order({ jobOrder: 'ascending' }), order({ jobOrder: 'byName' })]).deep.equal(['bac', 'abc']);
    expect(order({ listOrder: 'newestFirst' })).equal('bac');
    expect(order({ listOrder: 'newestFirst' }, { SortBy: 'Name' })).equal('cba');
    expect(order({ largestPage: 2 })).equal('ca');
    const late = behaving({ filters: 'afterPage' }, { aiJobs: three });
    const empty = late.call('ListAIRecommendationJobs', { NameContains: 'b', MaxResults: 2 });
    expect([empty['AIRecommendationJobs'], typeof empty.NextToken]).deep.equal([[], 'string']);
  });

  it('revival and recreation: an ended job runs once more; a new one takes its name', () => {
    const job = { name: 'job', live: true, runMs: 10 * MINUTE, optimizeModel: false };
    const revived = behaving({ revival: { afterMs: MINUTE, forMs: MINUTE } }, { aiJobs: [job] });
    const statuses = (calls: AiCalls): string =>
      [10, 1, 1]
        .map(minutes => {
          calls.fake.advance(minutes * MINUTE);
          return String(calls.describe('job')['AIRecommendationJobStatus']);
        })
        .join(' ');
    expect(statuses(revived)).equal('Completed InProgress Completed');

    const { fake, describe, benchmarks, jobs } = behaving(
      { recreation: { afterMs: MINUTE } },
      { aiJobs: [job] },
    );
    fake.advance(10 * MINUTE);
    const before = describe('job');
    fake.advance(MINUTE);
    expect([jobs(), benchmarks()]).deep.equal([[], []]);
    fake.advance(2_000);
    expect(describe('job')['CreationTime']).above(Number(before['CreationTime']));
    fake.advance(10 * MINUTE);
    expect(describe('job').Recommendations).not.deep.equal(before.Recommendations);
    expect(benchmarks()).length(3);
  });

  it('errorForm and notFoundAs hold for AI errors', () => {
    const { describe } = behaving({ notFoundAs: 'ValidationException' });
    expect(refusalOf(() => describe('none'))).equal('ValidationException: Requested resource not found.');
  });
});

describe('testing: faults of AI answers', () => {
  const item = (fault: Parameters<AiCalls['fake']['fault']>[0], operation: 'List' | 'Describe'): Wire => {
    const { fake, call, describe } = behaving({});
    fake.fault(fault);
    if (operation === 'Describe') return describe('job');
    return (call('ListAIBenchmarkJobs')['AIBenchmarkJobs'] as Wire[])[3]!;
  };

  it('strike one item, or the object', () => {
    expect(item('badTimestamp', 'List')['CreationTime']).equal('yesterday');
    expect(item('unknownStatus', 'List')['AIBenchmarkJobStatus']).equal('Archived');
    expect(item('missingRequiredField', 'Describe')).not.property('AIRecommendationJobStatus');
    expect(item('wrongType', 'Describe')['AIRecommendationJobArn']).deep.equal(['arn']);
    expect(item('extraFields', 'List')).property('Revision', 7);
    expect(item('unknownInstanceType', 'Describe')['ComputeSpec']).deep.equal({
      InstanceTypes: ['ml.x9.42xlarge'],
    });
    expect(item('missingList', 'Describe')).deep.equal({});
  });

  it('strike a list, and calls about one job', () => {
    const { fake, call, describe } = behaving({}, { aiJobs: [{ name: 'job' }, { name: 'other' }] });
    fake.fault('missingList', { operation: 'ListAIRecommendationJobs' });
    expect(call('ListAIRecommendationJobs')).deep.equal({});
    fake.fault('emptyPage');
    const empty = call('ListAIRecommendationJobs');
    expect([empty['AIRecommendationJobs'], typeof empty.NextToken]).deep.equal([[], 'string']);
    fake.fault('resourceNotFound', { jobName: 'other' });
    expect(describe('job')).property('AIRecommendationJobName');
    expect(refusalOf(() => describe('other'))).equal(
      "ResourceNotFound: Could not find AI recommendation job 'other'.",
    );
    fake.fault('accessDenied', { jobName: 'other' });
    expect(refusalOf(() => describe('other'))).contains(':ai-recommendation-job/other');
  });
});
