import { expect } from 'chai';
import type { WatchedJob } from '../../src/core/event.js';
import { watchedBenchmarkJob, watchedRecommendationJob } from '../../src/core/watchedAIJob.js';
import { unknownJob, type JobSnapshot } from '../../src/operators/summary/jobSnapshot.js';
import { aiFacts } from '../../src/page/aiFacts.js';
import { noState } from '../../src/page/feed/feedState.js';
import { KIND_WORDS, plainName } from '../../src/page/kindWords.js';
import { outlookOf } from '../../src/page/outlook.js';
import { BY_RANK } from '../../src/page/sorting.js';
import { progressAt, viewOf } from '../../src/page/view.js';
import { jobWith, published } from '../support/recommendations.js';
import { pending, priced } from '../support/steps.js';

const wire = (status: string, more: object = {}): WatchedJob => ({
  ...watchedRecommendationJob(
    jobWith([], { AIRecommendationJobStatus: status, FailureReason: undefined, ...more }),
  ),
});
const benchmark = (status: string, more: object = {}): WatchedJob =>
  watchedBenchmarkJob({ AIBenchmarkJobName: 'b', AIBenchmarkJobStatus: status, ...more });
const snapshot = (job: WatchedJob | undefined, more: Partial<JobSnapshot> = {}): JobSnapshot => ({
  ...unknownJob(job?.JobName ?? 'ai-recommendation-job/nightly'),
  job,
  ...more,
});

const INPUT = { EndpointConfigurations: ['a', 'b'].map(InstanceType => ({ InstanceType })) };

describe('what the page says of an AI job without recommendations', () => {
  it('is nothing before the job is known, of a classic one, and of one that has some', () => {
    expect(outlookOf(snapshot(undefined))).undefined;
    expect(outlookOf({ ...snapshot({ JobName: 'j', Status: 'IN_PROGRESS' }), jobName: 'j' })).undefined;
    expect(outlookOf(snapshot(wire('Completed'), { steps: new Map([['a', published]]) }))).undefined;
  });

  for (const [job, title, text] of [
    [wire('InProgress'), 'The job is running', /nothing .* before its end.*appear here/],
    [wire('Pending'), 'The job is pending', /before its end/],
    [wire('Stopping'), 'The job is stopping', /before its end/],
    [wire('Stopped'), 'The job has ended: stopped', /^It has no recommendations\.$/],
    [wire('Stopped', { FailureReason: 'by hand' }), 'The job has ended: stopped', /^by hand$/],
    [wire('Completed'), 'The job has ended: completed', /aren’t there yet/],
    [benchmark('InProgress'), 'The job is running', /in S3, and not here/],
    [
      benchmark('Completed'),
      'The job has ended: completed',
      /in S3: profile_export_aiperf.* S3OutputLocation\. /,
    ],
    [
      benchmark('Completed', { OutputConfig: { S3OutputLocation: 's3://b/out/' } }),
      'The job has ended: completed',
      /S3OutputLocation, s3:\/\/b\/out\//,
    ],
    [benchmark('Stopped'), 'The job has ended: stopped', /no recommendations/],
  ] as const)
    it(`${title}: ${String(text)}`, () => {
      const outlook = outlookOf(snapshot(job));
      expect(outlook).include({ title });
      expect(outlook?.text).match(text);
    });

  it('is that there are none, once a completed job is known in full', () => {
    const outlook = outlookOf(snapshot(wire('Completed'), { done: true }));
    expect(outlook).include({ title: 'No recommendations' });
    expect(outlook?.text).match(/without recommendations, and gives no reason/);
  });

  it('is why it failed, and what to do where the cause is known', () => {
    const reason = 'The role r is not authorized to perform servicequotas:GetServiceQuota.';
    const failed = (FailureReason: string | undefined): unknown =>
      outlookOf(snapshot(wire('Failed', { FailureReason })));
    expect(failed(reason)).deep.include({ title: 'The job has failed', text: reason });
    expect((failed(reason) as { readonly hint: string }).hint).match(/^Allow servicequotas:GetServiceQuota/);
    expect(failed(undefined)).deep.equal({
      title: 'The job has failed',
      text: 'AWS gave no reason.',
      hint: undefined,
    });
    expect(
      outlookOf(
        snapshot(benchmark('Failed', { FailureReason: 'Benchmark error rate 3.33% exceeds maximum 1%' })),
      )?.hint,
    ).match(/figures of the others are sound/);
  });
});

describe('the facts of an AI job on the page', () => {
  it('are how long it has run, and what was asked for', () => {
    const running = aiFacts(wire('InProgress'), '5 min');
    expect(running).deep.equal([
      ['Running for', '5 min'],
      ['Looks for', 'throughput'],
      ['Framework', 'VLLM'],
      ['Instance types', 'ml.g6.24xlarge, ml.g6e.12xlarge'],
    ]);
    const target = {
      PerformanceTarget: { Constraints: [{ Metric: 'ttft-ms' }, { Metric: 'toString' }, {}] },
    };
    expect(aiFacts(wire('Completed', target), '1 h').slice(0, 2)).deep.equal([
      ['Took', '1 h'],
      ['Looks for', 'first token, toString'],
    ]);
    const loaded = { BenchmarkTarget: { Endpoint: { Identifier: 'e' } }, AIWorkloadConfigIdentifier: 'w' };
    expect(aiFacts(benchmark('InProgress', loaded), '1 s')).deep.equal([
      ['Running for', '1 s'],
      ['Endpoint', 'e'],
      ['Workload', 'w'],
    ]);
    expect(aiFacts(undefined, '–')).deep.equal([['Running for', '–']]);
  });

  it('count the time from the creation of the job to its end', () => {
    const began = jobWith([]).CreationTime!.getTime();
    const feed = noState('ai-recommendation-job/nightly');
    const of = (job: WatchedJob): string =>
      progressAt({ ...feed, snapshot: { ...feed.snapshot, job } }, began + 90_000).elapsed;
    expect(of(wire('InProgress', { EndTime: undefined }))).equal('1 min');
    expect(of(wire('Completed'))).equal('1 h 10 min');
  });
});

describe('the view of jobs of several kinds', () => {
  const named = (jobName: string) => noState(jobName);
  const state = { jobs: undefined, criteria: {}, sorting: BY_RANK, against: undefined, feed: undefined };

  it('chooses by the kind of the job, and compares jobs of one kind alone', () => {
    expect(viewOf(state).choice.kind).equal('classic');
    const [ai, classic] = [named('ai-recommendation-job/a'), named('a')];
    expect(viewOf({ ...state, feed: ai }).choice.kind).equal('recommendation');
    expect(viewOf({ ...state, feed: ai, against: classic })).include({ compared: 'unlike' });
    expect(viewOf({ ...state, feed: ai, against: named('ai-recommendation-job/b') }).compared).deep.include({
      lines: [],
    });
    const full = { ...ai, snapshot: { ...ai.snapshot, steps: new Map([['a', published]]) } };
    const unlike = viewOf({ ...state, feed: classic, against: full });
    expect(unlike).include({ compared: 'unlike' });
    expect(unlike.letters.size).equal(0);
    expect(viewOf({ ...state, feed: full, against: full }).letters.size).equal(1);
  });

  it('is loading until a job is known, and one that has ended until all of its tests are', () => {
    const at = (known: object): readonly boolean[] => {
      const { isLoading, isFinal } = viewOf({
        ...state,
        feed: { ...named('a'), snapshot: { ...named('a').snapshot, ...known } },
      });
      return [isLoading, isFinal];
    };
    const [runs, ended] = ['IN_PROGRESS', 'COMPLETED'].map(Status => ({ JobName: 'a', Status }));
    const [loading, open, final] = [
      [true, false],
      [false, false],
      [false, true],
    ];
    expect(at({})).deep.equal(loading);
    expect(at({ job: runs })).deep.equal(loading);
    expect(at({ job: runs, steps: new Map([['a', pending]]) })).deep.equal(open);
    expect(at({ job: runs, synced: true })).deep.equal(open);
    expect(at({ job: ended, steps: new Map([['a', priced('a', 1)]]) })).deep.equal(loading);
    expect(at({ job: ended, steps: new Map([['a', pending]]), synced: true })).deep.equal(open);
    expect(at({ job: ended, steps: new Map([['a', priced('a', 1)]]), synced: true })).deep.equal(final);
    expect(at({ job: ended, done: true })).deep.equal(final);
  });

  it('counts no tests before they are listed', () => {
    const job = { JobName: 'a', Status: 'IN_PROGRESS', CreationTime: new Date(0), InputConfig: INPUT };
    const testsOf = (known: object): string =>
      progressAt({ ...named('a'), snapshot: { ...named('a').snapshot, job, ...known } }, 60_000).tests;
    expect(testsOf({})).equal('–');
    expect(testsOf({ synced: true })).equal('0 of 2');
    expect(testsOf({ steps: new Map([['a', priced('a', 1)]]) })).match(/^1 of /);
    expect(testsOf({ job: { ...job, Status: 'COMPLETED' } })).equal('–');
  });

  it('calls jobs by their plain names, and the badge says the kind', () => {
    expect(plainName('ai-recommendation-job/a')).equal('a');
    expect(plainName('a')).equal('a');
    expect(KIND_WORDS.classic.badge).equal('');
    expect(KIND_WORDS.recommendation.badge).equal('AI recommendation job');
  });
});
