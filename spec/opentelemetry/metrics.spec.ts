import { expect } from 'chai';
import { lastValueFrom, NEVER, Subject, toArray } from 'rxjs';
import { createSharedRateLimiter } from '../../src/api/createSharedRateLimiter.js';
import { redisTrace } from '../../src/api/channels.js';
import { notice, traced } from '../../src/api/trace.js';
import { NotFoundError } from '../../src/core/errors.js';
import { NOTICE_CODES } from '../../src/core/noticeCodes.js';
import type { JobLog } from '../../src/core/jobLog.js';
import { systemTime } from '../../src/core/time.js';
import { ClientRegistry } from '../../src/gateway/clientRegistry.js';
import { LeaseKeeper } from '../../src/gateway/relay/leaseKeeper.js';
import { connect } from '../../src/index.js';
import { freshness } from '../../src/live/job/freshness.js';
import { tracedEvents } from '../../src/live/tracedEvents.js';
import { instrument } from '../../src/opentelemetry/index.js';
import { recordCallMetrics } from '../../src/opentelemetry/recordCallMetrics.js';
import { recordRedisMetrics } from '../../src/opentelemetry/recordRedisMetrics.js';
import { runScript } from '../../src/redis/redisClient.js';
import { script } from '../../src/redis/script.js';
import { Frame } from '../../src/sinks/frame.js';
import { sink } from '../../src/sinks/sink.js';
import { checkSinkOptions } from '../../src/sinks/sinkOptions.js';
import { fakeRecommender } from '../../src/testing/index.js';
import { simulateTime } from '../api/simulatedTime.js';
import { failure } from '../support/failure.js';
import { FakeLink } from '../support/fakeLink.js';
import { FakeWatch } from '../support/fakeWatch.js';
import { lineTo } from '../support/quotaLine.js';
import { sharedQuotaModel } from '../support/sharedQuotaModel.js';
import { change, priced, synced } from '../support/steps.js';
import { useTelemetry } from '../support/useTelemetry.js';
import { virtualTime } from '../support/virtualTime.js';

describe('the metrics of instrument', () => {
  const telemetry = useTelemetry();
  let stop: () => void;
  beforeEach(() => {
    const { tracerProvider, meterProvider } = telemetry;
    stop = instrument({ tracerProvider, meterProvider });
  });
  afterEach(() => {
    stop();
  });

  const valuesOf = async (name: string): Promise<readonly number[]> =>
    (await telemetry.series(name)).map(({ value }) => value);

  it('count permits, attempts, throttles and retries by priority, method and error', async () => {
    const fake = fakeRecommender({ jobs: [{ name: 'job', steps: 20 }] });
    fake.fault('throttle', { call: 2 });
    const recommender = connect({
      client: fake,
      quota: { perSecond: 1000, burst: 10 },
      retry: { baseMs: 1, capMs: 1 },
    });
    await lastValueFrom(recommender.steps$('job', { pageSize: 10 }).pipe(toArray()));
    const method = { 'rpc.method': 'ListInferenceRecommendationsJobSteps' };
    const throttled = { ...method, 'error.type': 'THROTTLED' };
    const foreground = { 'stepstream.priority': 'foreground' };
    const background = { 'stepstream.priority': 'background' };
    expect(await telemetry.series('stepstream.permits.used')).deep.equal([
      { attributes: foreground, value: 3 },
      { attributes: background, value: 0 },
    ]);
    expect(await telemetry.series('stepstream.permit.wait.duration')).deep.equal([
      { attributes: foreground, value: 3 },
    ]);
    expect(await telemetry.series('stepstream.attempt.duration')).deep.equal([
      { attributes: method, value: 2 },
      { attributes: throttled, value: 1 },
    ]);
    expect(await telemetry.series('stepstream.throttles')).deep.equal([{ attributes: method, value: 1 }]);
    expect(await telemetry.series('stepstream.retries')).deep.equal([{ attributes: throttled, value: 1 }]);
    expect(await valuesOf('stepstream.quota.limit')).deep.equal([1000]);
    expect((await valuesOf('stepstream.quota.rate'))[0]).within(0.1, 1000);
    await recommender.close();
    expect(await valuesOf('stepstream.quota.limit')).deep.equal([0]);
    expect(await valuesOf('stepstream.quota.rate')).deep.equal([0]);
  });

  it('measure waits, attempts and scripts in seconds', async () => {
    stop();
    const time = virtualTime();
    const meter = telemetry.meterProvider.getMeter('durations');
    const ends = [recordCallMetrics(meter, time), recordRedisMetrics(meter, time)];
    const lasting = (ms: number) => async (): Promise<object> => {
      await time.pass(ms);
      return {};
    };
    await time.pass(10_000);
    await traced(() => ({ kind: 'wait' }), lasting(1_500));
    await traced(() => ({ kind: 'attempt' }), lasting(250));
    await redisTrace.span(() => ({ kind: 'command', script: 'lease' }), lasting(40));
    expect(await telemetry.sums('stepstream.permit.wait.duration')).deep.equal([1.5]);
    expect(await telemetry.sums('stepstream.attempt.duration')).deep.equal([0.25]);
    expect(await telemetry.sums('stepstream.redis.script.duration')).deep.equal([0.04]);
    for (const end of ends) end();
  });

  it('have no rate of a connection without a limit, and no notice of what is none', async () => {
    const fake = fakeRecommender({ jobs: [{ name: 'job', steps: 2 }] });
    const recommender = connect({ client: fake, quota: { perSecond: Infinity } });
    await lastValueFrom(recommender.steps$('job'));
    expect(await telemetry.series('stepstream.quota.limit')).deep.equal([]);
    expect(await telemetry.series('stepstream.notices')).length(Object.keys(NOTICE_CODES).length);
    await recommender.close();
  });

  it('tell how many calls wait, by priority', async () => {
    const fake = fakeRecommender({ jobs: [{ name: 'job', steps: 20 }] });
    const recommender = connect({ client: fake, quota: { perSecond: 0.01, burst: 1 } });
    const subscriptions = [1, 2, 3].map(() => recommender.job$('job').subscribe());
    await new Promise(resolve => setImmediate(resolve));
    const waiting = async (): Promise<unknown> =>
      Object.fromEntries(
        (await telemetry.series('stepstream.permits.waiting')).map(({ attributes, value }) => [
          attributes['stepstream.priority'],
          value,
        ]),
      );
    expect(await waiting()).deep.equal({ foreground: 2, background: 0 });
    for (const subscription of subscriptions) subscription.unsubscribe();
    await new Promise(resolve => setImmediate(resolve));
    expect(await waiting()).deep.equal({ foreground: 0, background: 0 });
    // A wait that was given up has no permit.
    expect(await valuesOf('stepstream.permits.used')).deep.equal([1, 0]);
    expect(await valuesOf('stepstream.permit.wait.duration')).deep.equal([1]);
    await recommender.close();
  });

  it('tell the number of jobs, how many are stale, and the age of what is known', async () => {
    const time = virtualTime();
    const jobs = ['a', 'b'].map(name => freshness(name, 60_000, time, () => undefined));
    await time.pass(5_000);
    jobs[0]?.polled(time.monotonic());
    jobs[1]?.failed(new NotFoundError('gone'));
    await time.pass(1_000);
    expect(await valuesOf('stepstream.jobs.watched')).deep.equal([2]);
    expect(await valuesOf('stepstream.jobs.stale')).deep.equal([1]);
    expect(await valuesOf('stepstream.jobs.age.max')).deep.equal([6]);
    expect(await telemetry.series('stepstream.polls')).deep.equal([
      { attributes: {}, value: 1 },
      { attributes: { 'error.type': 'NOT_FOUND' }, value: 1 },
    ]);
    for (const job of jobs) job.stop();
    expect(await valuesOf('stepstream.jobs.watched')).deep.equal([0]);
    expect(await valuesOf('stepstream.jobs.age.max')).deep.equal([0]);
  });

  it('count a job that was followed before, from its next poll on', async () => {
    stop();
    const time = virtualTime();
    const job = freshness('a', 60_000, time, () => undefined);
    const { tracerProvider, meterProvider } = telemetry;
    stop = instrument({ tracerProvider, meterProvider });
    expect(await valuesOf('stepstream.jobs.watched')).deep.equal([0]);
    job.polled(0);
    expect(await valuesOf('stepstream.jobs.watched')).deep.equal([1]);
    job.stop();
  });

  it('count events by their type', async () => {
    const watch = new FakeWatch();
    const job = watch.job('job');
    const subscription = watch.shared$('job').pipe(tracedEvents).subscribe();
    job.put('a', 1);
    job.put('b', 1);
    subscription.unsubscribe();
    expect(await telemetry.series('stepstream.events')).deep.equal([
      { attributes: { 'stepstream.event.type': 'job' }, value: 1 },
      { attributes: { 'stepstream.event.type': 'step' }, value: 2 },
    ]);
  });

  it('tell the clients of gateways, their queues, and what slow ones lose', async () => {
    const time = virtualTime();
    const clients = new ClientRegistry(30_000, time);
    const update = new Frame('{"type":"event"}');
    const source = {
      seq: 0,
      chunkAfter: () => ({ frame: new Frame('{}'), seq: 0, headSeq: 0, isSnapshot: true }),
    };
    const [slow, quick] = [new FakeLink(), new FakeLink()].map(link => {
      const client = clients.add(link, source);
      client.greet(new Frame('{}'));
      link.onClose({
        closed: () => {
          clients.delete(client);
        },
      });
      return { link, client };
    });
    slow!.link.backlog = 1_000_000;
    slow!.link.pending = true;
    for (const seq of [1, 2, 3]) for (const { client } of [slow!, quick!]) client.deliver(seq, update);
    expect(await valuesOf('stepstream.gateway.clients')).deep.equal([2, 0, 0]);
    expect(await valuesOf('stepstream.gateway.clients.behind')).deep.equal([1, 0, 0]);
    expect(await valuesOf('stepstream.gateway.queued')).deep.equal([1_000_000, 0, 0]);
    // The event with which it has fallen behind was sent.
    expect(await valuesOf('stepstream.gateway.events.conflated')).deep.equal([2, 0, 0]);
    await time.pass(60_000);
    expect(await valuesOf('stepstream.gateway.clients')).deep.equal([1, 0, 0]);
    expect(await valuesOf('stepstream.gateway.clients.dropped')).deep.equal([1, 0, 0]);
    quick!.link.go();
    await clients.endAll({ frame: update, code: 1001, reason: 'closing' }, 0);
  });

  it('tell the same of each client of a sink, by its kind, and forget it once it is gone', async () => {
    const time = virtualTime();
    const [slow, quick] = (['websocket', 'sse'] as const).map(kind => {
      const [link, values$] = [new FakeLink(), new Subject<unknown>()];
      const options = checkSinkOptions('sink', { maxBacklogBytes: 100, stallMs: 30_000 });
      const subscription = values$.pipe(sink(kind, () => link, options, time)).subscribe();
      return { link, values$, subscription };
    });
    slow!.link.slow = true;
    slow!.link.pending = true;
    const events = [change('added', priced('a', 1)), synced, change('updated', priced('a', 2)), synced];
    for (const event of events) for (const { values$ } of [slow!, quick!]) values$.next(event);
    const kinds = ['gateway', 'websocket', 'sse'].map(kind => ({ 'stepstream.client.kind': kind }));
    expect(await telemetry.series('stepstream.gateway.clients')).deep.equal(
      [0, 1, 1].map((value, i) => ({ attributes: kinds[i], value })),
    );
    expect(await valuesOf('stepstream.gateway.clients.behind')).deep.equal([0, 1, 0]);
    expect(await valuesOf('stepstream.gateway.queued')).deep.equal([0, slow!.link.backlog, 0]);
    // The first event was sent; of the others the last "synced" has taken the place of the one before.
    expect(await valuesOf('stepstream.gateway.events.conflated')).deep.equal([0, 1, 0]);
    await time.pass(60_000);
    expect(await valuesOf('stepstream.gateway.clients.dropped')).deep.equal([0, 1, 0]);
    expect(await valuesOf('stepstream.gateway.queued')).deep.equal([0, 0, 0]);
    expect(await valuesOf('stepstream.gateway.clients')).deep.equal([0, 0, 1]);
    quick!.subscription.unsubscribe();
    expect(await valuesOf('stepstream.gateway.clients')).deep.equal([0, 0, 0]);
  });

  it('know a sink that was there before, after its next check', async () => {
    stop();
    const time = virtualTime();
    const options = checkSinkOptions('sink', {});
    const subscription = NEVER.pipe(sink('sse', () => new FakeLink(), options, time)).subscribe();
    const { tracerProvider, meterProvider } = telemetry;
    stop = instrument({ tracerProvider, meterProvider });
    expect(await valuesOf('stepstream.gateway.clients')).deep.equal([0, 0, 0]);
    await time.pass(1_000);
    expect(await valuesOf('stepstream.gateway.clients')).deep.equal([0, 0, 1]);
    subscription.unsubscribe();
  });

  it('know a gateway that was there before, after its next check', async () => {
    stop();
    const time = virtualTime();
    const clients = new ClientRegistry(30_000, time);
    const link = new FakeLink();
    const client = clients.add(link, { seq: 0, chunkAfter: () => expect.fail() });
    const { tracerProvider, meterProvider } = telemetry;
    stop = instrument({ tracerProvider, meterProvider });
    await time.pass(500);
    expect(await valuesOf('stepstream.gateway.clients')).deep.equal([1, 0, 0]);
    clients.delete(client);
    await clients.endAll({ frame: new Frame('{}'), code: 1001, reason: 'closing' }, 0);
  });

  it('tell that a shared quota is away, and back', async () => {
    const time = simulateTime();
    try {
      const line = lineTo(sharedQuotaModel(() => time.now()));
      const quota = { perSecond: 10, burst: 1, shared: line.quota };
      const limiter = createSharedRateLimiter({ quota, time: systemTime });
      const call = async (): Promise<void> => {
        const permit = limiter.acquire('foreground', new AbortController().signal);
        await time.pass(5_000);
        (await permit).succeeded();
      };
      await call();
      line.state = 'refuses';
      await call();
      await call();
      expect(await valuesOf('stepstream.redis.quota.away')).deep.equal([1]);
      line.mend();
      await call();
      await call();
      expect(await valuesOf('stepstream.redis.quota.away')).deep.equal([0]);
      line.state = 'refuses';
      await call();
      await call();
      expect(await valuesOf('stepstream.redis.quota.away')).deep.equal([1]);
      const closed = limiter.close();
      await time.pass(5_000);
      await closed;
      expect(await valuesOf('stepstream.redis.quota.away')).deep.equal([0]);
    } finally {
      time.uninstall();
    }
  });

  it('tell that a relay is away, and back', async () => {
    const time = virtualTime();
    let isThere = false;
    const log = {
      leaseMs: 3_000,
      lease: () => (isThere ? Promise.resolve([]) : Promise.reject(new Error('refused'))),
    } as unknown as JobLog;
    const ignore = (): void => undefined;
    const keeper = new LeaseKeeper(log, time, { onAway: ignore, onBack: ignore });
    const member = { jobName: 'job', request: () => ({ isWanted: true }), replied: ignore, onAway: ignore };
    keeper.add(member as never);
    await time.pass(1_000);
    expect(await valuesOf('stepstream.redis.relay.away')).deep.equal([1]);
    isThere = true;
    await time.pass(1_000);
    expect(await valuesOf('stepstream.redis.relay.away')).deep.equal([0]);
    isThere = false;
    await time.pass(3_000);
    keeper.delete(member as never);
    expect(await valuesOf('stepstream.redis.relay.away')).deep.equal([0]);
  });

  it('time the scripts of Redis, failed ones by themselves', async () => {
    const answers = [() => Promise.resolve(['ok']), () => Promise.reject(new Error('gone'))];
    const redis = { evalsha: () => answers.shift()!(), eval: () => Promise.reject(new Error('gone')) };
    const lease = script('lease', 'return 1');
    await runScript(redis, lease, [], []);
    await failure(runScript(redis, lease, [], []));
    expect(await telemetry.series('stepstream.redis.script.duration')).deep.equal([
      { attributes: { 'stepstream.redis.script': 'lease' }, value: 1 },
      { attributes: { 'stepstream.redis.script': 'lease', 'error.type': '_OTHER' }, value: 1 },
    ]);
  });

  it('count notices by their code', async () => {
    notice('NO_LIST', 'said');
    const counts = await telemetry.series('stepstream.notices');
    expect(counts.map(({ attributes }) => attributes['stepstream.notice.code'])).deep.equal(
      Object.keys(NOTICE_CODES),
    );
    expect(counts.filter(({ value }) => value > 0)).deep.equal([
      { attributes: { 'stepstream.notice.code': 'NO_LIST' }, value: 1 },
    ]);
  });

  it('are no more once it has ended', async () => {
    stop();
    notice('NO_LIST', 'said');
    expect((await valuesOf('stepstream.notices')).every(value => value === 0)).equal(true);
    expect(await telemetry.series('stepstream.jobs.watched')).deep.equal([]);
  });
});
