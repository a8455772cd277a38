import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { expect } from 'chai';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { firstValueFrom, lastValueFrom, take, toArray } from 'rxjs';
import { traced, type TraceContext } from '../../src/api/trace.js';
import { ThrottledError } from '../../src/core/errors.js';
import { connect, type ConnectOptions, type Recommender } from '../../src/index.js';
import { instrument, type InstrumentOptions } from '../../src/opentelemetry/index.js';
import { fakeRecommender, type FakeRecommender } from '../../src/testing/index.js';
import { sdk } from '../support/openTelemetrySdk.js';
import { failure } from '../support/failure.js';
import { answering, useLocalService } from '../support/localService.js';
import { useTelemetry } from '../support/useTelemetry.js';

const { context, SpanKind, SpanStatusCode, trace } = sdk.api;

const METHOD = 'ListInferenceRecommendationsJobSteps';
const NAME = `SageMaker.${METHOD}`;

describe('the spans of instrument', () => {
  const telemetry = useTelemetry();
  let ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends) await end();
    ends = [];
  });

  const started = (
    options: Partial<ConnectOptions> = {},
    instrumented: InstrumentOptions = {},
  ): { fake: FakeRecommender; recommender: Recommender } => {
    const fake = fakeRecommender({ jobs: [{ name: 'job', steps: 20 }] });
    const recommender = connect({
      client: fake,
      quota: { perSecond: Infinity },
      retry: { baseMs: 1, capMs: 2 },
      ...options,
    });
    const { tracerProvider, meterProvider } = telemetry;
    ends.push(instrument({ tracerProvider, meterProvider, ...instrumented }), recommender.close);
    return { fake, recommender };
  };
  const list = (recommender: Recommender): Promise<unknown> =>
    lastValueFrom(recommender.steps$('job', { pageSize: 10 }).pipe(toArray()));
  const parentOf = ({ parentSpanContext }: ReadableSpan): string | undefined => parentSpanContext?.spanId;
  const isCall = ({ kind }: ReadableSpan): boolean => kind === SpanKind.CLIENT;
  const calls = (): ReadableSpan[] => telemetry.spans().filter(isCall);
  const attempts = (): ReadableSpan[] => telemetry.spans().filter(span => !isCall(span));

  it('are one for each call, with its attempts below it', async () => {
    const { recommender, fake } = started();
    fake.fault('throttle', { call: 2 });
    await list(recommender);
    expect(calls().map(({ name }) => name)).deep.equal([NAME, NAME]);
    const [first, second] = calls();
    expect(attempts().map(parentOf)).deep.equal(
      [first, second, second].map(span => span?.spanContext().spanId),
    );
    expect(attempts().map(({ attributes }) => attributes['stepstream.attempt'])).deep.equal([1, 1, 2]);
  });

  it('carry the attributes of the conventions', async () => {
    const { recommender } = started();
    await list(recommender);
    expect(calls()[0]?.attributes).deep.equal({
      'rpc.system': 'aws-api',
      'rpc.system.name': 'aws-api',
      'rpc.service': 'SageMaker',
      'rpc.method': METHOD,
      'stepstream.job.name': 'job',
    });
    expect(attempts()[0]?.attributes['aws.request_id']).match(/^[0-9a-f-]{36}$/);
  });

  it('have the span as parent that is active where the stream is subscribed to', async () => {
    const { recommender } = started();
    const tracer = telemetry.tracerProvider.getTracer('service');
    const request = tracer.startSpan('GET /jobs');
    await context.with(trace.setSpan(context.active(), request), () => list(recommender));
    request.end();
    const { spanId, traceId } = request.spanContext();
    expect(calls().slice(0, 2).map(parentOf)).deep.equal([spanId, spanId]);
    expect(telemetry.spans().every(span => span.spanContext().traceId === traceId)).equal(true);
  });

  it('have no parent of two streams that run side by side but their own', async () => {
    const { recommender } = started({ quota: { perSecond: 1000, burst: 1 } });
    const tracer = telemetry.tracerProvider.getTracer('service');
    const requests = await Promise.all(
      ['a', 'b'].map(async name => {
        const span = tracer.startSpan(name);
        await context.with(trace.setSpan(context.active(), span), () => list(recommender));
        return span.spanContext();
      }),
    );
    for (const { traceId, spanId } of requests) {
      const own = telemetry.spans().filter(span => span.spanContext().traceId === traceId);
      expect(own.filter(isCall).map(parentOf)).deep.equal([spanId, spanId]);
      expect(own).length(4);
    }
  });

  it('are active during the request, so that spans of the HTTP client stand below', async () => {
    const fake = fakeRecommender({ jobs: [{ name: 'job', steps: 1 }] });
    let inRequest: string | undefined;
    const client = {
      send: (command: object, options?: { abortSignal?: AbortSignal }): Promise<unknown> => {
        inRequest = trace.getActiveSpan()?.spanContext().spanId;
        return fake.send(command as never, options);
      },
    };
    const { recommender } = started({ client });
    await list(recommender);
    expect(inRequest).equal(attempts()[0]?.spanContext().spanId);
    expect(trace.getActiveSpan()).equal(undefined);
  });

  it('record waits and pauses as events of the call, at their beginning', async () => {
    started();
    const call: TraceContext = { kind: 'call', operation: 'listSteps', jobName: 'job' };
    const wait = (waitedMs: number): Promise<unknown> =>
      traced(
        () => ({ kind: 'wait', attempt: 1, priority: 'background', call }),
        () => Promise.resolve({ waitedMs }),
      );
    await traced(
      () => call,
      async () => {
        await wait(250);
        await traced(
          () => ({ kind: 'backoff', attempt: 1, delayMs: 100, cause: new ThrottledError('slow'), call }),
          () => Promise.resolve(),
        );
        await wait(0.5);
      },
    );
    expect(calls()[0]?.events.map(({ name, attributes }) => [name, attributes])).deep.equal([
      [
        'stepstream.wait',
        {
          'stepstream.wait.duration': 0.25,
          'stepstream.attempt': 1,
          'stepstream.priority': 'background',
        },
      ],
      [
        'stepstream.backoff',
        { 'stepstream.backoff.delay': 0.1, 'stepstream.attempt': 1, 'error.type': 'THROTTLED' },
      ],
    ]);
  });

  it('record an error by its code, and by AWS’s name of it', async () => {
    const { recommender, fake } = started({ retry: { attempts: 2, baseMs: 1, capMs: 1 } });
    for (const call of [1, 2]) fake.fault('throttle', { call });
    await failure(list(recommender));
    for (const span of telemetry.spans()) {
      expect(span.attributes).include({
        'error.type': 'THROTTLED',
        'rpc.status_code': 'ThrottlingException',
      });
      expect(span.status.code).equal(SpanStatusCode.ERROR);
    }
    expect(telemetry.spans()).length(3);
  });

  it('never carry what AWS says, tokens or credentials', async () => {
    const { recommender, fake } = started();
    fake.fault('accessDenied', { call: 2 });
    const { resumeToken, cause } = (await failure(list(recommender))) as {
      resumeToken: string;
      cause: Error;
    };
    const text = JSON.stringify(
      telemetry.spans().map(({ name, attributes, events, status }) => ({ name, attributes, events, status })),
    );
    expect(resumeToken).length.greaterThan(20);
    expect(cause.message).length.greaterThan(5);
    expect(text).not.contain(resumeToken).and.not.contain(cause.message);
    expect(text).contain('ACCESS_DENIED');
  });

  describe('of a client of the SDK', () => {
    const service = useLocalService();
    const credentials = {
      accessKeyId: 'KEYVISIBLE',
      secretAccessKey: 'SECRETVISIBLE',
      sessionToken: 'TOKENVISIBLE',
    };
    const client = (): SageMakerClient => {
      const made = new SageMakerClient({
        endpoint: service.endpoint,
        region: 'eu-west-1',
        credentials,
        maxAttempts: 1,
      });
      ends.push(() => {
        made.destroy();
      });
      return made;
    };
    const ids = { 'x-amzn-requestid': 'id-1', 'x-amz-id-2': 'id-2' };
    const inSpans = { 'aws.request_id': 'id-1', 'aws.extended_request_id': 'id-2' };

    it('say where its request went, and nothing of its credentials', async () => {
      service.answer = answering(200, { Steps: [] }, ids);
      const { recommender } = started({ client: client() });
      await list(recommender);
      const [attempt, call] = telemetry.spans();
      const target = { 'server.address': '127.0.0.1', 'server.port': Number(new URL(service.endpoint).port) };
      for (const span of [attempt, call])
        expect(span?.attributes).include({ ...target, 'cloud.region': 'eu-west-1' });
      expect(attempt?.attributes).include(inSpans);
      expect(call?.attributes).not.have.any.keys('aws.request_id', 'aws.extended_request_id');
      expect(JSON.stringify(telemetry.spans().map(span => span.attributes))).not.contain('VISIBLE');
    });

    it('say so of a request that has failed', async () => {
      service.answer = answering(400, { __type: 'ValidationException', message: 'no' }, ids);
      const { recommender } = started({ client: client() });
      await failure(list(recommender));
      for (const span of telemetry.spans())
        expect(span.attributes).include({ 'server.address': '127.0.0.1', 'cloud.region': 'eu-west-1' });
      expect(telemetry.spans()[0]?.attributes).include({
        ...inSpans,
        'rpc.status_code': 'ValidationException',
      });
    });
  });

  it('leave out the names of jobs where asked to', async () => {
    const { recommender } = started({}, { jobNames: false });
    await list(recommender);
    expect(JSON.stringify(telemetry.spans().map(({ attributes }) => attributes))).not.contain('"job"');
  });

  it('of a call that its caller cancels end without an error', async () => {
    const { recommender, fake } = started();
    fake.fault('stalledHeaders', { call: 1 });
    const subscription = recommender.steps$('job').subscribe();
    await new Promise(resolve => setImmediate(resolve));
    subscription.unsubscribe();
    await recommender.close();
    expect(telemetry.spans()).length(2);
    for (const { status, attributes } of telemetry.spans()) {
      expect(status.code).equal(SpanStatusCode.UNSET);
      expect(attributes['error.type']).equal('ABORTED');
    }
  });

  it('stand below their calls without a context manager, too', async () => {
    context.disable();
    const { recommender } = started();
    await list(recommender);
    expect(attempts().map(parentOf)).deep.equal(calls().map(span => span.spanContext().spanId));
  });

  it('are no more once it has ended', async () => {
    const { recommender } = started();
    await firstValueFrom(recommender.steps$('job', { pageSize: 10 }).pipe(take(1)));
    (ends[0] as () => void)();
    const before = telemetry.spans().length;
    await list(recommender);
    expect(telemetry.spans()).length(before);
  });

  it('come of a stream that was subscribed to before', async () => {
    const fake = fakeRecommender({ jobs: [{ name: 'job', steps: 20 }] });
    const recommender = connect({ client: fake, quota: { perSecond: Infinity } });
    const pages = recommender.pages('job', { pageSize: 10 })[Symbol.asyncIterator]();
    await pages.next();
    const { tracerProvider, meterProvider } = telemetry;
    ends.push(instrument({ tracerProvider, meterProvider }), recommender.close);
    await pages.next();
    expect(calls()).length(1);
  });
});
