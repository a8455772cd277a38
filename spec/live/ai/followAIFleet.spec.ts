import { expect } from 'chai';
import { pipe } from 'fp-ts/lib/function.js';
import { changedPaths } from '../../../src/core/changedPaths.js';
import { MissingPeerError } from '../../../src/core/errors.js';
import type { WatchEvent } from '../../../src/core/event.js';
import type { FleetOptions, FleetQuota } from '../../../src/live/fleet/fleetOptions.js';
import { watchAnyFleet } from '../../../src/live/watchAnyFleet.js';
import type { FakeRecommender, SimulationOptions } from '../../../src/testing/index.js';
import { fakeApi } from '../../support/fakeApi.js';
import { virtualApi, virtualFake, withLatency } from '../../support/virtualApi.js';
import { virtualTime, type VirtualTime } from '../../support/virtualTime.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

interface Followed {
  readonly time: VirtualTime;
  readonly fake: FakeRecommender;
  /** What came since it was asked last, by job. */
  readonly news: () => string;
  readonly all: () => readonly WatchEvent[];
  readonly end: () => unknown;
  readonly calls: () => Readonly<Record<string, number>>;
  readonly leave: () => void;
}

function follow(
  options: FleetOptions,
  simulation: SimulationOptions = {},
  add: (fake: FakeRecommender) => void = () => undefined,
  quota?: FleetQuota,
): Followed {
  const time = virtualTime();
  const fake = virtualFake(time, simulation);
  add(fake);
  const api = pipe(virtualApi(fake), withLatency(time, 50));
  const events: WatchEvent[] = [];
  let told = 0;
  let end: unknown;
  const subscription = watchAnyFleet(api, time, options, quota).subscribe({
    next: event => events.push(event),
    error: (error: unknown) => (end = error),
  });
  return {
    time,
    fake,
    news: () => {
      const fresh = events.slice(told);
      told = events.length;
      return [...new Set(fresh.map(wordOf))].join(' ');
    },
    all: () => events,
    end: () => end,
    calls: () => fake.stats().callsByOperation,
    leave: () => subscription.unsubscribe(),
  };
}

function wordOf(event: WatchEvent): string {
  const name = event.jobName.replace('ai-recommendation-job', 'r').replace('ai-benchmark-job', 'b');
  if (event.type === 'step') return `${name}:${event.change}`;
  if (event.type === 'stale') return `${name}:stale:${(event.cause as { code?: string }).code ?? '?'}`;
  return `${name}:${'job' in event ? `${event.type}:${event.job.Status}` : event.type}`;
}

const ends = 'job:COMPLETED';

describe('fleet$ of AI jobs', () => {
  it('makes no call about kinds that are not wanted', async () => {
    const { time, calls, leave } = follow({}, { aiJobs: [{ name: 'a', live: true }] });
    await time.pass(MINUTE);
    expect(Object.keys(calls())).deep.equal(['ListInferenceRecommendationsJobs']);
    leave();
  });

  it('follows each running job to its end, and none that had ended before', async () => {
    const { time, news, calls, leave } = follow({ kinds: ['recommendation'] }, {}, fake => {
      fake.addAiJob({ name: 'before', runMs: MINUTE, startedAt: fake.now() - HOUR });
      fake.addAiJob({ name: 'a', runMs: HOUR, startedAt: fake.now() - MINUTE });
    });
    await time.pass(MINUTE);
    expect(news()).equal('r/a:job:IN_PROGRESS');
    await time.pass(HOUR);
    expect(news()).equal(`r/a:${ends} r/a:added r/a:synced r/a:done:COMPLETED`);
    // A list each 9 to 10 s; descriptions: the first one, one each ten minutes, and one at the end.
    expect(calls()['ListAIRecommendationJobs']).within(400, 430);
    expect(calls()['DescribeAIRecommendationJob']).within(3, 9);
    await time.pass(HOUR);
    expect(news()).equal('');
    leave();
    await time.pass(0);
    expect(time.timers()).equal(0);
  });

  it('follows both generations, of which jobs may have the same name', async () => {
    const name = 'same';
    const { time, news, leave } = follow(
      { kinds: ['classic', 'recommendation', 'benchmark'] },
      {
        jobs: [{ name, steps: 1, live: true }],
        aiJobs: [{ name, live: true, runMs: MINUTE }],
        aiBenchmarks: [{ name, live: true, runMs: MINUTE }],
      },
    );
    await time.pass(HOUR);
    const told = news().split(' ');
    for (const job of ['same', 'r/same', 'b/same']) expect(told).include(`${job}:done:COMPLETED`);
    leave();
  });

  it('tells of a job that begins and ends between two lists', async () => {
    const { time, fake, news, leave } = follow({ kinds: ['benchmark'] });
    await time.pass(MINUTE);
    fake.addAiBenchmark({ name: 'quick', live: true, runMs: 100 });
    await time.pass(MINUTE);
    expect(news()).equal(`b/quick:${ends} b/quick:synced b/quick:done:COMPLETED`);
    leave();
  });

  it('says nothing twice where lists have whole seconds, and fields that descriptions lack', async () => {
    const aiBenchmarks = [{ name: 'a', live: true, runMs: HOUR }];
    const { time, all, leave } = follow(
      { kinds: ['benchmark'] },
      { aiBenchmarks, behaviours: { listTimes: 'wholeSeconds' } },
    );
    await time.pass(50 * MINUTE);
    const changes = all().map(event =>
      event.type === 'job' ? changedPaths(event.previous, event.job) : [event.type],
    );
    // As the list shows it, as it is described, and that it has started.
    expect(changes).length(3);
    expect(changes[2]).deep.equal(['AIBenchmarkJob.StartTime']);
    expect(all()[2]).nested.include({ 'job.AIBenchmarkJob.AIWorkloadConfigName': 'workload-1' });
    leave();
  });

  it('leaves out the benchmark jobs of recommendation jobs, unless they are asked for', async () => {
    const aiJobs = [{ name: 'a', live: true, runMs: 10 * MINUTE }];
    const { time, news, leave } = follow({ kinds: ['benchmark'] }, { aiJobs });
    await time.pass(20 * MINUTE);
    expect(news()).equal('');
    leave();
    const all = follow({ kinds: ['benchmark'], childBenchmarks: true }, { aiJobs });
    await all.time.pass(20 * MINUTE);
    expect(all.news()).include('b/ai-rec-a-1:done:COMPLETED');
    all.leave();
  });

  it('describes a job that stops until it has stopped, although it is in no list of running ones', async () => {
    const { time, fake, news, leave } = follow({ kinds: ['benchmark'] }, {}, service => {
      service.addAiBenchmark({ name: 'a', live: true, runMs: HOUR });
    });
    await time.pass(MINUTE);
    // A hundred jobs that are newer: the newest page doesn't have it any more.
    for (let n = 0; n < 100; n++)
      fake.addAiBenchmark({ name: `n-${String(n)}`, live: true, runMs: 5 * HOUR });
    await time.pass(MINUTE);
    news();
    fake.stopAiJob('benchmark', 'a');
    await time.pass(2 * MINUTE);
    expect(news()).equal('b/a:job:STOPPING b/a:job:STOPPED b/a:synced b/a:done:STOPPED');
    leave();
  });

  it('finds running jobs that are older than the newest hundred, by their statuses', async () => {
    const { time, news, calls, leave } = follow({ kinds: ['benchmark'] }, {}, fake => {
      const startedAt = fake.now() - HOUR;
      fake.addAiBenchmark({ name: 'old', runMs: 70 * MINUTE, startedAt });
      fake.addAiBenchmark({ name: 'stops', runMs: 2 * HOUR, stoppingMs: 10 * MINUTE, startedAt });
      for (let n = 0; n < 150; n++)
        fake.addAiBenchmark({
          name: `n-${String(n)}`,
          runMs: 1,
          startedAt: startedAt + MINUTE + 2 * SECOND * n,
        });
      fake.stopAiJob('benchmark', 'stops');
    });
    await time.pass(MINUTE);
    expect(news()).equal('b/old:job:IN_PROGRESS b/stops:job:STOPPING');
    const before = calls()['ListAIBenchmarkJobs'] ?? 0;
    await time.pass(MINUTE);
    // Two lists a round, while a followed job is older than the newest page.
    expect((calls()['ListAIBenchmarkJobs'] ?? 0) - before).within(11, 15);
    await time.pass(10 * MINUTE);
    expect(news()).include('b/stops:done:STOPPED').include('b/old:done:COMPLETED');
    leave();
  });

  it('finds them soon, too, where the list of them fails at first', async () => {
    const { time, news, leave } = follow({ kinds: ['benchmark'] }, {}, fake => {
      const startedAt = fake.now() - HOUR;
      fake.addAiBenchmark({ name: 'old', runMs: 2 * HOUR, startedAt });
      for (let n = 0; n < 150; n++)
        fake.addAiBenchmark({
          name: `n-${String(n)}`,
          runMs: 1,
          startedAt: startedAt + MINUTE + 2 * SECOND * n,
        });
      fake.fault('internalError', { operation: 'ListAIBenchmarkJobs', call: [2] });
    });
    await time.pass(MINUTE);
    expect(news()).equal('b/old:job:IN_PROGRESS');
    leave();
  });

  it('keeps to its filters', async () => {
    const start = Date.UTC(2026, 0, 15, 9);
    const { time, news, leave } = follow(
      { kinds: ['recommendation'], nameContains: 'night', creationTimeAfter: new Date(start - MINUTE) },
      { startTime: start },
      fake => {
        for (const [name, startedAt] of [
          ['nightly', start],
          ['daily', start],
          ['night-before', start - HOUR],
        ] as const)
          fake.addAiJob({ name, startedAt, runMs: 10 * HOUR });
      },
    );
    await time.pass(MINUTE);
    expect(news()).equal('r/nightly:job:IN_PROGRESS');
    leave();
  });

  it('is stale while the list fails, fresh afterwards, and ends with what can not pass', async () => {
    const { time, fake, news, leave } = follow(
      { kinds: ['recommendation'] },
      { aiJobs: [{ name: 'a', live: true }] },
    );
    await time.pass(MINUTE);
    news();
    const fault = fake.fault('internalError', { operation: 'ListAIRecommendationJobs', call: { from: 1 } });
    await time.pass(MINUTE);
    expect(news()).equal('r/a:stale:SERVICE');
    fault.remove();
    await time.pass(MINUTE);
    expect(news()).equal('r/a:fresh');
    leave();
    const old = fakeApi(({ operation }) => {
      if (operation === 'listJobs') return { InferenceRecommendationsJobs: [] };
      throw new MissingPeerError('@aws-sdk/client-sagemaker', {}, '3.1034.0');
    });
    let end: unknown;
    const other = virtualTime();
    watchAnyFleet(old, other, { kinds: ['classic', 'benchmark'] }).subscribe({
      error: (error: unknown) => (end = error),
    });
    await other.pass(0);
    expect(end).include({ code: 'MISSING_PEER' });
    expect(other.timers()).equal(0);
  });

  it('tells that a job is DELETED once it is gone from list and description', async () => {
    const { time, fake, news, leave } = follow(
      { kinds: ['recommendation'] },
      { aiJobs: [{ name: 'a', live: true }] },
    );
    await time.pass(2 * MINUTE);
    news();
    fake.removeAiJob('recommendation', 'a');
    await time.pass(2 * MINUTE);
    expect(news()).equal('r/a:job:DELETED r/a:synced r/a:done:DELETED');
    leave();
  });

  it('keeps to one share of the quota with all kinds together', async () => {
    const jobs = Array.from({ length: 10 }, (_, n) => ({ name: `j-${String(n)}`, live: true, steps: 3 }));
    const { time, fake, leave } = follow(
      { kinds: ['classic', 'recommendation', 'benchmark'], quotaShare: 0.5 },
      { jobs, aiJobs: jobs.map(({ name }) => ({ name, live: true })) },
      undefined,
      { perSecond: 2 },
    );
    await time.pass(10 * MINUTE);
    expect(fake.stats().calls).most(10 * 60 + 1);
    leave();
  });

  it('checks its options at subscription, before any call', () => {
    const api = fakeApi(() => ({}));
    for (const [options, option] of [
      [{ kinds: [] }, 'kinds'],
      [{ kinds: ['ai'] }, 'kinds'],
      [{ kinds: 'classic' }, 'kinds'],
      [{ childBenchmarks: 1 }, 'childBenchmarks'],
    ] as const) {
      let end: unknown;
      watchAnyFleet(api, virtualTime(), options as never).subscribe({
        error: (error: unknown) => (end = error),
      });
      expect(end).include({ code: 'INVALID_INPUT', option: `fleet.${option}` });
    }
    expect(api.calls).empty;
  });
});
