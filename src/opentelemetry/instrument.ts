import { metrics, trace, type MeterProvider, type TracerProvider } from '@opentelemetry/api';
import { checkOptions, isBoolean, type Rule } from '../core/check.js';
import { systemTime } from '../core/time.js';
import { SCOPE } from './conventions.js';
import { recordMetrics } from './recordMetrics.js';
import { recordSpans } from './recordSpans.js';

/** Options of `instrument`. */
export interface InstrumentOptions {
  /** Makes the tracer. Default: OpenTelemetry's global provider, as it is when a span begins. */
  readonly tracerProvider?: TracerProvider | undefined;
  /** Makes the meter. Default: OpenTelemetry's global provider, as it is at the call. */
  readonly meterProvider?: MeterProvider | undefined;
  /** Whether spans carry the names of jobs. Metrics never do. Default `true`. */
  readonly jobNames?: boolean | undefined;
}

const has = (method: string, maker: string): Rule => ({
  must: `must be a ${maker} of OpenTelemetry: something with ${method}`,
  holds: value => typeof (value as Record<string, unknown> | null)?.[method] === 'function',
});

/**
 * Turns what stepstream publishes on its tracing channels into spans and metrics of OpenTelemetry, for all connections,
 * gateways and relays of this process, until the returned function is called. It can be called before or after they are
 * made.
 *
 * - **Spans**: one for each call with a child for each attempt, below the span that is active where a stream was
 *   subscribed to; waits and pauses are events. The span of an attempt is active during its request.
 * - **Metrics**: docs/observability.md lists them.
 * - **Never recorded**: tokens, credentials, and what AWS says in its messages.
 * - **Fails**: with `InvalidInputError`, which names the option.
 * - **Cost**: 0.1 to 0.4 ms of CPU for each call, nearly all of it OpenTelemetry's own, by `npm run bench -- telemetry`.
 *
 * It needs `@opentelemetry/api`, and records nothing where no SDK is registered or passed.
 *
 * @example
 * ```ts
 * import { connect } from 'stepstream';
 * import { instrument } from 'stepstream/opentelemetry';
 *
 * const stop = instrument({ jobNames: false });
 * const recommender = connect({ region: 'eu-west-1' });
 * recommender.steps$('my-job').subscribe({ complete: stop });
 * ```
 */
export function instrument(options?: InstrumentOptions): () => void {
  const { tracerProvider, meterProvider, jobNames } = checkOptions<InstrumentOptions>('instrument', options, {
    tracerProvider: has('getTracer', 'TracerProvider'),
    meterProvider: has('getMeter', 'MeterProvider'),
    jobNames: isBoolean,
  });
  const tracer = (tracerProvider ?? trace.getTracerProvider()).getTracer(SCOPE);
  const stopSpans = recordSpans(tracer, jobNames ?? true, systemTime);
  const stopMetrics = recordMetrics(
    (meterProvider ?? metrics.getMeterProvider()).getMeter(SCOPE),
    systemTime,
  );
  return () => {
    stopSpans();
    stopMetrics();
  };
}
