import { expect } from 'chai';
import { traceSvg } from '../../scripts/traceSvg.mjs';
import { traced, type TraceContext } from '../../src/api/trace.js';
import { ThrottledError } from '../../src/core/errors.js';
import { instrument } from '../../src/opentelemetry/index.js';
import { failure } from '../support/failure.js';
import { useTelemetry } from '../support/useTelemetry.js';

describe('traceSvg', () => {
  const telemetry = useTelemetry();

  it('draws a bar for each span, below its parent, and the waits and pauses of a call', async () => {
    const { tracerProvider, meterProvider } = telemetry;
    const stop = instrument({ tracerProvider, meterProvider });
    const call: TraceContext = { kind: 'call', operation: 'listSteps' };
    const run = (context: Partial<TraceContext>, result: unknown = {}): Promise<unknown> =>
      traced(
        () => ({ ...call, ...context, call }),
        async () => {
          await new Promise(resolve => setTimeout(resolve, 2));
          if (result instanceof Error) throw result;
          return result;
        },
      );
    await traced(
      () => call,
      async () => {
        const throttled = new ThrottledError('slow down');
        await failure(run({ kind: 'attempt', attempt: 1 }, throttled));
        await run({ kind: 'backoff', attempt: 1, delayMs: 2, cause: throttled });
        await run({ kind: 'wait', attempt: 2 }, { waitedMs: 2 });
        await run({ kind: 'attempt', attempt: 2 });
      },
    );
    stop();
    const svg = traceSvg(telemetry.spans(), 'a "title" & more');
    const labels = [...svg.matchAll(/<text x="(\d+)"[^>]*>([^<]+)</g)].map(([, x, text]) => [
      Number(x),
      text,
    ]);
    expect(labels).deep.equal([
      [16, 'SageMaker.List…Steps'],
      [30, 'attempt 1: THROTTLED'],
      [30, 'attempt 2'],
    ]);
    const bars = [...svg.matchAll(/<rect class="(\w+)"[^>]*><title>/g)].map(([, kind]) => kind);
    expect(bars[0]).equal('depth0');
    expect(bars).include.members(['error', 'depth1', 'backoff', 'wait']);
    expect(svg).contain('aria-label="a &quot;title&quot; &amp; more"');
    expect(svg).not.contain('NaN');
  });
});
