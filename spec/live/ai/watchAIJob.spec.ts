import { expect } from 'chai';
import type { AiApi } from '../../../src/api/aiApi.js';
import {
  AccessDeniedError,
  ClosedError,
  MissingPeerError,
  NotFoundError,
  ThrottledError,
} from '../../../src/core/errors.js';
import type { WatchEvent } from '../../../src/core/event.js';
import { watchAIJob } from '../../../src/live/ai/watchAIJob.js';
import type { WatchOptions } from '../../../src/live/watchOptions.js';
import { afterEvent, unknownJob, type JobSnapshot } from '../../../src/operators/summary/jobSnapshot.js';
import { orFail } from '../../../src/operators/orFail.js';
import { BENCHMARK_JOBS, RECOMMENDATION_JOBS } from '../../../src/paging/aiJobs.js';
import { fakeApi, never, type FakeApi } from '../../support/fakeApi.js';
import { publishedRows, recommendation } from '../../support/recommendations.js';
import { virtualTime, type VirtualTime } from '../../support/virtualTime.js';

const SECOND = 1_000;
const NAME = 'ai-recommendation-job/nightly';
const CREATED = 1_780_000_000;

/** A job on the wire, in the state that a test gives it. */
interface ServedJob {
  job: Readonly<Record<string, unknown>>;
  /** What the next calls fail with, one after the other. */
  readonly failures: unknown[];
  readonly api: FakeApi;
}

function serve(more: object = {}): ServedJob {
  const served: ServedJob = {
    job: { CreationTime: CREATED, AIRecommendationJobStatus: 'InProgress', ...more },
    failures: [],
    api: fakeApi(({ input }) => {
      const failure = served.failures.shift();
      if (failure !== undefined) throw failure;
      return { ...(input as object), ...served.job };
    }),
  };
  return served;
}

interface Watched {
  readonly time: VirtualTime;
  readonly events: WatchEvent[];
  /** What came since it was asked last. */
  readonly news: () => string;
  readonly end: () => unknown;
  readonly unsubscribe: () => void;
}

function watch(api: AiApi, options?: WatchOptions, jobName = 'nightly', jobs = RECOMMENDATION_JOBS): Watched {
  const time = virtualTime();
  const events: WatchEvent[] = [];
  let told = 0;
  let end: unknown;
  const subscription = watchAIJob(api, time, jobs, jobName, options).subscribe({
    next: event => events.push(event),
    error: (error: unknown) => (end = error),
    complete: () => (end = 'completed'),
  });
  const news = (): string => {
    const fresh = events.slice(told);
    told = events.length;
    return fresh.map(wordOf).join(' ');
  };
  return { time, events, news, end: () => end, unsubscribe: () => subscription.unsubscribe() };
}

function wordOf(event: WatchEvent): string {
  if (event.type === 'step') return `${event.change}:${event.key.replace(/^.*\//, '')}`;
  if (event.type === 'stale') return `stale:${(event.cause as { code?: string }).code ?? '?'}`;
  return 'job' in event ? `${event.type}:${event.job.Status}` : event.type;
}

const fast = recommendation(publishedRows, { specification: 'fast' });
const cheap = recommendation(publishedRows, { specification: 'cheap' });
const completed = (...Recommendations: unknown[]): object => ({
  CreationTime: CREATED,
  AIRecommendationJobStatus: 'Completed',
  EndTime: CREATED + 3_600,
  Recommendations,
});

/** What the events lead to. */
const lastSnapshot = (events: readonly WatchEvent[]): JobSnapshot =>
  events.reduce(afterEvent, unknownJob(NAME));

describe('watchAIJob', () => {
  it('emits the job, and at its end the recommendations in the order of AWS, synced and done', async () => {
    const service = serve();
    const { time, events, news, end } = watch(service.api);
    await time.pass(0);
    expect(news()).equal('job:IN_PROGRESS');
    await time.pass(600 * SECOND);
    expect(news()).equal('');
    service.job = { ...completed(fast, cheap) };
    await time.until(() => end() !== undefined);
    expect(news()).equal('job:COMPLETED added:fast added:cheap synced done:COMPLETED');
    expect(end()).equal('completed');
    for (const event of events) expect(event.jobName).equal(NAME);
    expect(events.at(-1)).nested.include({ 'job.JobName': NAME });
    const [step] = events.flatMap(event => (event.type === 'step' ? [event.step] : []));
    expect(step).include({ JobName: NAME, StepType: 'RECOMMENDATION', Status: 'COMPLETED' });
    expect(step).nested.include({ 'figures.TimeToFirstToken.p50': 269.55 });
    expect(step?.AIRecommendation).deep.equal(fast);
    expect(time.timers()).equal(0);
  });

  it('polls each 15 to 60 s, with one call in the background class of permits', async () => {
    const service = serve();
    const { time } = watch(service.api);
    await time.pass(0);
    await time.pass(14 * SECOND);
    expect(service.api.calls).length(1);
    await time.pass(3 * SECOND);
    expect(service.api.calls).length(2);
    await time.pass(3_600 * SECOND);
    expect(service.api.calls.length).within(60, 72);
    for (const call of service.api.calls) {
      expect(call).nested.include({
        operation: 'describeAiRecommendationJob',
        'options.priority': 'background',
      });
      expect(call.input).deep.equal({ AIRecommendationJobName: 'nightly' });
    }
  });

  for (const [status, word] of [
    ['Failed', 'FAILED'],
    ['Stopped', 'STOPPED'],
  ] as const)
    it(`says at once that a job is ${word}, which has no recommendations, and orFail makes it an error`, async () => {
      const service = serve({ AIRecommendationJobStatus: status, FailureReason: 'a right is missing' });
      const { time, news, end } = watch(service.api);
      await time.pass(0);
      expect(news()).equal(`job:${word} synced done:${word}`);
      expect(end()).equal('completed');
      let failed: unknown;
      watchAIJob(service.api, virtualTime(), RECOMMENDATION_JOBS, 'nightly')
        .pipe(orFail())
        .subscribe({ error: (error: unknown) => (failed = error) });
      await time.pass(0);
      expect(failed)
        .include({ code: 'JOB_FAILED' })
        .property('message')
        .equal(`Job '${NAME}' ended as ${word}: a right is missing`);
    });

  it('passes the statuses through that AWS may add, and follows them', async () => {
    const service = serve({ AIRecommendationJobStatus: 'Pending' });
    const { time, news, end } = watch(service.api);
    await time.pass(0);
    expect(news()).equal('job:Pending');
    service.job = { ...service.job, AIRecommendationJobStatus: 'Stopping' };
    await time.pass(60 * SECOND);
    expect(news()).equal('job:STOPPING');
    service.job = { ...service.job, AIRecommendationJobStatus: 'Stopped' };
    await time.until(() => end() !== undefined);
    expect(news()).equal('job:STOPPED synced done:STOPPED');
  });

  for (const [what, Recommendations] of [
    ['absent', undefined],
    ['null', null],
    ['empty', []],
  ] as const)
    it(`tells honestly that a job has COMPLETED without recommendations (${what}), after asking again`, async () => {
      const service = serve({ AIRecommendationJobStatus: 'Completed', Recommendations });
      const { time, news, end } = watch(service.api);
      await time.pass(39 * SECOND);
      expect(news()).equal('job:COMPLETED');
      await time.until(() => end() !== undefined);
      expect(news()).equal('synced done:COMPLETED');
      expect(time.monotonic()).within(40 * SECOND, 46 * SECOND);
    });

  it('takes recommendations that come after the status', async () => {
    const service = serve({ AIRecommendationJobStatus: 'Completed' });
    const { time, news, end } = watch(service.api);
    await time.pass(20 * SECOND);
    service.job = { ...completed(fast) };
    await time.until(() => end() !== undefined);
    expect(news()).equal('job:COMPLETED job:COMPLETED added:fast synced done:COMPLETED');
  });

  it('emits recommendations that AWS shows before the end, and each change of them', async () => {
    const service = serve({ Recommendations: [fast] });
    const { time, events, news, end } = watch(service.api);
    await time.pass(0);
    expect(news()).equal('job:IN_PROGRESS added:fast');
    const better = recommendation([...publishedRows, { Metric: 'New', Value: '1' }], {
      specification: 'fast',
    });
    service.job = { ...completed(cheap, better) };
    await time.until(() => end() !== undefined);
    expect(news()).equal('job:COMPLETED added:cheap updated:fast synced done:COMPLETED');
    expect(events.find(event => event.type === 'step' && event.change === 'updated')).property('previous');
  });

  it('believes that a recommendation is gone when that is said twice, by no replica that lags', async () => {
    const service = serve({ Recommendations: [fast, cheap] });
    const { time, news } = watch(service.api, { maxIntervalMs: 15 * SECOND });
    await time.pass(0);
    expect(news()).equal('job:IN_PROGRESS added:fast added:cheap');
    service.job = { ...service.job, Recommendations: [fast] };
    await time.pass(31 * SECOND);
    expect(news()).equal('');
    service.job = { ...service.job, Recommendations: [fast, cheap] };
    await time.pass(31 * SECOND);
    expect(news()).equal('');
    service.job = { ...service.job, Recommendations: [fast] };
    await time.pass(31 * SECOND);
    expect(news()).equal('removed:cheap');
  });

  it('takes no description that is behind what is known', async () => {
    const service = serve();
    const { time, news, end } = watch(service.api);
    await time.pass(0);
    const before = service.job;
    service.job = { ...before, AIRecommendationJobStatus: 'Stopping' };
    await time.pass(30 * SECOND);
    expect(news()).equal('job:IN_PROGRESS job:STOPPING');
    service.job = before;
    await time.pass(15 * SECOND);
    service.job = { ...before, AIRecommendationJobStatus: 'Stopped' };
    await time.until(() => end() !== undefined);
    expect(news()).equal('job:STOPPED synced done:STOPPED');
  });

  it('takes no recommendations from a description that is behind', async () => {
    const service = serve({ Recommendations: [fast] });
    const { time, news, end } = watch(service.api, { maxIntervalMs: 15 * SECOND });
    await time.pass(60 * SECOND);
    const stopping = { ...service.job, AIRecommendationJobStatus: 'Stopping' };
    service.job = stopping;
    await time.pass(15 * SECOND);
    expect(news()).equal('job:IN_PROGRESS added:fast job:STOPPING');
    service.job = { ...stopping, AIRecommendationJobStatus: 'InProgress', Recommendations: [] };
    await time.pass(30 * SECOND);
    service.job = { ...stopping, AIRecommendationJobStatus: 'Stopped' };
    await time.until(() => end() !== undefined);
    expect(news()).equal('job:STOPPED synced done:STOPPED');
  });

  it('waits a minute for a job that was just created, and stays stale meanwhile', async () => {
    const service = serve();
    service.failures.push(new NotFoundError('none'), new NotFoundError('none'));
    const { time, news } = watch(service.api);
    await time.pass(40 * SECOND);
    expect(news()).equal('stale:NOT_FOUND job:IN_PROGRESS fresh');
    const missing = watch(fakeApi(() => Promise.reject(new NotFoundError('none'))));
    await missing.time.pass(59 * SECOND);
    expect(missing.end()).undefined;
    await missing.time.pass(2 * SECOND);
    expect(missing.end()).include({ code: 'NOT_FOUND' });
    expect(missing.time.timers()).equal(0);
  });

  it('says that a job is DELETED once that was said twice', async () => {
    const service = serve();
    const { time, news, end } = watch(service.api, { maxIntervalMs: 15 * SECOND });
    await time.pass(60 * SECOND);
    service.failures.push(new NotFoundError('none'));
    await time.pass(31 * SECOND);
    expect(news()).equal('job:IN_PROGRESS');
    service.failures.push(new NotFoundError('none'), new NotFoundError('none'));
    await time.until(() => end() !== undefined);
    expect(news()).equal('job:DELETED synced done:DELETED');
    expect(end()).equal('completed');
  });

  it('ends as DELETED where another job has its name, whose steps are none of its own', async () => {
    const service = serve();
    const { time, events, news, end } = watch(service.api);
    await time.pass(60 * SECOND);
    service.job = { ...completed(fast), CreationTime: CREATED + 600 };
    await time.until(() => end() !== undefined);
    expect(news()).equal('job:IN_PROGRESS job:DELETED synced done:DELETED');
    expect(events.at(-1))
      .nested.property('job.CreationTime')
      .deep.equal(new Date(CREATED * 1_000));
  });

  it('emits the good recommendations, and ends with one error that names the bad ones', async () => {
    const bad = { ...cheap, ModelDetails: 'no object' };
    const service = serve(completed(fast, bad, cheap));
    const { time, news, end } = watch(service.api);
    await time.until(() => end() !== undefined);
    expect(news()).equal('job:COMPLETED added:fast added:cheap stale:DECODE synced');
    expect(end())
      .include({ code: 'DECODE' })
      .property('message')
      .equal('Recommendations[1].ModelDetails: expected a model, got "no object"');
    expect(service.api.calls).length(5);
    const skipped = watch(service.api, { onInvalid: 'skip' });
    await skipped.time.pass(0);
    expect(skipped.news()).equal('job:COMPLETED added:fast added:cheap synced done:COMPLETED');
  });

  it('is fresh again where a bad recommendation is good with the next description', async () => {
    const service = serve(completed(fast, 7));
    const { time, news, end } = watch(service.api);
    await time.pass(0);
    expect(news()).equal('job:COMPLETED added:fast stale:DECODE');
    service.job = { ...completed(fast, cheap) };
    await time.until(() => end() !== undefined);
    expect(news()).equal('added:cheap fresh synced done:COMPLETED');
  });

  it('reads status and recommendations of a job that can not be decoded whole', async () => {
    const service = serve({ ...completed(fast), StartTime: 'yesterday' });
    const { time, news, end } = watch(service.api);
    await time.until(() => end() !== undefined);
    expect(news()).equal('job:COMPLETED added:fast stale:DECODE synced');
    expect(end())
      .include({ code: 'DECODE' })
      .property('message')
      .match(/^job\.StartTime: expected/);
  });

  it('retries what may pass, and ends with what may not', async () => {
    const service = serve();
    service.failures.push(new ThrottledError('slow down'));
    const { time, news } = watch(service.api);
    await time.pass(5 * SECOND);
    expect(news()).equal('stale:THROTTLED job:IN_PROGRESS fresh');
    const denied = watch(fakeApi(() => Promise.reject(new AccessDeniedError('no'))));
    await denied.time.pass(299 * SECOND);
    expect(denied.end()).undefined;
    await denied.time.pass(SECOND);
    expect(denied.end()).include({ code: 'ACCESS_DENIED' });
    for (const error of [
      new ClosedError(),
      new MissingPeerError('@aws-sdk/client-sagemaker', {}, '3.1034.0'),
    ]) {
      const ended = watch(fakeApi(() => Promise.reject(error)));
      await ended.time.pass(0);
      expect(ended.end()).equal(error);
    }
  });

  it('checks name and options at subscription, before any call', () => {
    const { api } = serve();
    for (const [name, message] of [
      ['-a', /^jobName: must be a name/],
      [
        'ai-benchmark-job/a',
        /^jobName: must be NAME or ai-recommendation-job\/NAME; got "ai-benchmark-job\/a"$/,
      ],
      ['arn:aws:sagemaker:eu-west-1:123456789012:ai-recommendation-job/a', /an ARN has a region/],
    ] as const)
      expect(watch(api, {}, name).end())
        .include({ code: 'INVALID_INPUT' })
        .property('message')
        .match(message);
    expect(watch(api, { minIntervalMs: 0 }).end()).include({ code: 'INVALID_INPUT' });
    expect(watch(api, {}, NAME).end()).undefined;
  });

  it('goes on from the state that an earlier watch had, and emits only what differs', async () => {
    const service = serve(completed(fast, cheap));
    const before = watch(service.api);
    await before.time.until(() => before.end() !== undefined);
    const { job, steps } = lastSnapshot(before.events);
    const known = { job, steps: Array.from(steps, ([key, step]) => ({ key, step })), synced: true };
    const same = watch(service.api, { known });
    await same.time.until(() => same.end() !== undefined);
    expect(same.news()).equal('done:COMPLETED');
    const other = watch(service.api, { known: { ...known, steps: known.steps.slice(1), synced: false } });
    await other.time.until(() => other.end() !== undefined);
    expect(other.news()).equal('added:fast synced done:COMPLETED');
  });

  it('ends call, pause and timers with the subscription', async () => {
    const hanging = fakeApi(never);
    const { time, unsubscribe } = watch(hanging);
    expect(hanging.calls[0]?.options.signal.aborted).equal(false);
    unsubscribe();
    expect(hanging.calls[0]?.options.signal.aborted).equal(true);
    await time.pass(0);
    expect(time.timers()).equal(0);
  });

  it('follows a benchmark job, which has no steps', async () => {
    const api = fakeApi(() => ({
      AIBenchmarkJobStatus: 'Completed',
      CreationTime: CREATED,
      EndTime: CREATED + 249,
    }));
    const { time, events, news, end } = watch(api, {}, 'load', BENCHMARK_JOBS as never);
    await time.pass(0);
    expect(news()).equal('job:COMPLETED synced done:COMPLETED');
    expect(end()).equal('completed');
    expect(events[0]).nested.include({
      jobName: 'ai-benchmark-job/load',
      'job.AIBenchmarkJob.AIBenchmarkJobName': 'load',
    });
    expect(api.calls[0]).deep.include({
      operation: 'describeAiBenchmarkJob',
      input: { AIBenchmarkJobName: 'load' },
    });
  });
});
