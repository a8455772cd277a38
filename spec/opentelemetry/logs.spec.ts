import type * as api from '@opentelemetry/api';
import { expect } from 'chai';
import { pino } from 'pino';
import { lastValueFrom } from 'rxjs';
import { logTo } from '../../docs/servers/logs.js';
import { notice, traced, type TraceContext } from '../../src/api/trace.js';
import { connect, type ConnectOptions } from '../../src/index.js';
import { instrument, spanContextOf } from '../../src/opentelemetry/index.js';
import { fakeRecommender } from '../../src/testing/index.js';
import { sdk } from '../support/openTelemetrySdk.js';
import { useTelemetry } from '../support/useTelemetry.js';

const { context, SpanKind, trace } = sdk.api;

describe('docs/servers/logs.ts', () => {
  const telemetry = useTelemetry();
  let lines: Record<string, unknown>[] = [];
  let ends: (() => unknown)[] = [];
  beforeEach(() => {
    lines = [];
    const write = (line: string): unknown => lines.push(JSON.parse(line) as Record<string, unknown>);
    const { tracerProvider, meterProvider } = telemetry;
    ends = [instrument({ tracerProvider, meterProvider }), logTo(pino({}, { write }))];
  });
  afterEach(async () => {
    for (const end of ends) await end();
  });

  const list = async (client: object): Promise<void> => {
    const options = { client, retry: { baseMs: 1, capMs: 1 } } as ConnectOptions;
    const recommender = connect(options);
    await lastValueFrom(recommender.steps$('job'));
    await recommender.close();
  };
  const ofLine = ({ trace_id, span_id }: Record<string, unknown>): unknown => [trace_id, span_id];
  const idsOf = (kind: api.SpanKind): unknown[] =>
    telemetry
      .spans()
      .filter(span => span.kind === kind)
      .map(span => [span.spanContext().traceId, span.spanContext().spanId]);

  it('logs a failed attempt with its code and its own span', async () => {
    const fake = fakeRecommender({ jobs: [{ name: 'job', steps: 2 }] });
    fake.fault('throttle', { call: 1 });
    await list(fake);
    const failed = { code: 'THROTTLED', operation: 'listSteps', jobName: 'job', attempt: 1 };
    expect(lines).length(1);
    expect(lines[0]).include({ ...failed, level: 30, msg: 'an attempt has failed' });
    expect(ofLine(lines[0]!)).deep.equal(idsOf(SpanKind.INTERNAL)[0]);
  });

  for (const [code, answers, ofCall] of [
    ['NULL_ITEMS', [{ Steps: [null] }], 0],
    ['NO_LIST', [{}, {}], 1],
  ] as const)
    it(`logs ${code} with the call that brought what it is about`, async () => {
      const left: object[] = [...answers];
      await list({ send: () => Promise.resolve(left.shift()) });
      expect(lines.map(line => [line['level'], line['code']])).deep.equal([[40, code]]);
      expect(ofLine(lines[0]!)).deep.equal(idsOf(SpanKind.CLIENT)[ofCall]);
    });

  it('logs CLIENT_RETRIES with the first call', async () => {
    const config = { maxAttempts: () => Promise.resolve(3) };
    await list({ config, send: () => Promise.resolve({ Steps: [] }) });
    expect(lines).length(1);
    expect(ofLine(lines[0]!)).deep.equal(idsOf(SpanKind.CLIENT)[0]);
  });

  it('logs a notice that is about no call without the trace that happens to be around', () => {
    const request = telemetry.tracerProvider.getTracer('service').startSpan('GET /jobs');
    context.with(trace.setSpan(context.active(), request), () => {
      notice('QUOTA_ALONE', 'the shared quota is away');
    });
    expect(lines[0]).include({ code: 'QUOTA_ALONE', msg: 'the shared quota is away' });
    expect(lines[0]).not.have.any.keys('trace_id', 'span_id');
  });

  it('logs no more once it has ended', () => {
    (ends[1] as () => void)();
    notice('NULL_ITEMS', 'not heard any more');
    expect(lines).deep.equal([]);
  });

  it('has no trace once instrument has ended', async () => {
    const call: TraceContext = { kind: 'call' };
    await traced(
      () => call,
      () => Promise.resolve(),
    );
    expect(spanContextOf(call)).property('traceId', telemetry.spans()[0]?.spanContext().traceId);
    (ends[0] as () => void)();
    expect(spanContextOf(call)).equal(undefined);
    await list({ send: () => Promise.resolve({ Steps: [null] }) });
    expect(lines[0]).not.have.property('trace_id');
  });
});
