import { expect } from 'chai';
import { pino } from 'pino';
import { lastValueFrom } from 'rxjs';
import { logTo, traceOf } from '../../docs/servers/logs.js';
import { notice } from '../../src/api/trace.js';
import { connect } from '../../src/index.js';
import { instrument } from '../../src/opentelemetry/index.js';
import { fakeRecommender } from '../../src/testing/index.js';
import { sdk } from '../support/openTelemetrySdk.js';
import { useTelemetry } from '../support/useTelemetry.js';

describe('docs/servers/logs.ts', () => {
  const telemetry = useTelemetry();

  it('logs notices and failed attempts, with their codes and their trace', async () => {
    const lines: Record<string, unknown>[] = [];
    const log = pino(
      { mixin: traceOf },
      { write: (line: string) => lines.push(JSON.parse(line) as Record<string, unknown>) },
    );
    const { tracerProvider, meterProvider } = telemetry;
    const stop = instrument({ tracerProvider, meterProvider });
    const end = logTo(log);
    const fake = fakeRecommender({ jobs: [{ name: 'job', steps: 2 }] });
    fake.fault('throttle', { call: 1 });
    const recommender = connect({ client: fake, retry: { baseMs: 1, capMs: 1 } });
    const { context, trace } = sdk.api;
    const request = tracerProvider.getTracer('service').startSpan('GET /jobs');
    await context.with(trace.setSpan(context.active(), request), () =>
      lastValueFrom(recommender.steps$('job')),
    );
    notice('NULL_ITEMS', 'two items are null');
    end();
    notice('NULL_ITEMS', 'not heard any more');
    stop();
    await recommender.close();
    expect(lines.map(({ level, code, msg }) => ({ level, code, msg }))).deep.equal([
      { level: 30, code: 'THROTTLED', msg: 'an attempt has failed' },
      { level: 40, code: 'NULL_ITEMS', msg: 'two items are null' },
    ]);
    expect(lines[0]).include({
      operation: 'listSteps',
      jobName: 'job',
      attempt: 1,
      trace_id: request.spanContext().traceId,
    });
  });
});
