// A listing with OpenTelemetry: node telemetryDrainer.ts ENDPOINT PAGE_SIZE MODE. Each message asks for one; the answer is the CPU of each of its calls, in milliseconds. The modes are `off`, `on` (with `instrument`), and `byHand`. Spans go through a batch processor, as in a service, to an exporter that lets them go.
import { context, SpanKind, trace, type Attributes } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, InMemorySpanExporter, TracerProvider } from '@opentelemetry/sdk-trace';
import { connect, type RecommenderClient } from 'stepstream';
import { instrument } from 'stepstream/opentelemetry';
import { took } from './measure.js';
import { client, drainOurs } from './peers.js';

const [, , endpoint = '', pageSize = '', mode = ''] = process.argv;

/** An exporter that lets spans go, as one that has sent them. */
class Forgetful extends InMemorySpanExporter {
  override export(...spans: Parameters<InMemorySpanExporter['export']>): void {
    super.export(...spans);
    this.reset();
  }
}
const exporter = new Forgetful();
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
const providers = {
  tracerProvider: new TracerProvider({ spanProcessors: [new BatchSpanProcessor({ exporter })] }),
  meterProvider: new MeterProvider({ readers: [new PrometheusExporter({ preventServerStart: true })] }),
};
// A service with OpenTelemetry has a context: what that costs isn't ours.
context.with(context.active(), () => undefined);

const sdk = client(endpoint, { maxAttempts: 1 });
const recommender = connect({
  client: mode === 'byHand' ? byHand(sdk) : sdk,
  quota: { perSecond: 100_000, burst: 100_000 },
});
if (mode === 'on') instrument(providers);

/** A client that makes the spans and the measurements of `instrument`, and nothing else: what OpenTelemetry costs by itself. */
function byHand(sent: RecommenderClient): RecommenderClient {
  const tracer = providers.tracerProvider.getTracer('by-hand');
  const meter = providers.meterProvider.getMeter('by-hand');
  const waits = meter.createHistogram('wait', { unit: 's' });
  const attempts = meter.createHistogram('attempt', { unit: 's' });
  const method = 'ListInferenceRecommendationsJobSteps';
  const name = `SageMaker.${method}`;
  const attributes = (): Attributes => ({
    'rpc.system': 'aws-api',
    'rpc.system.name': 'aws-api',
    'rpc.service': 'SageMaker',
    'rpc.method': method,
    'stepstream.job.name': 'job',
  });
  const target = { 'server.address': '127.0.0.1', 'server.port': 8080, 'cloud.region': 'us-east-1' };
  return {
    send: async (command, options) => {
      const present = context.active();
      const call = tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes: attributes() }, present);
      const startedAt = performance.now();
      waits.record(0, { 'stepstream.priority': 'foreground' });
      const attempt = tracer.startSpan(
        name,
        { attributes: { ...attributes(), 'stepstream.attempt': 1 } },
        trace.setSpan(present, call),
      );
      const output = await context.with(trace.setSpan(present, attempt), () => sent.send(command, options));
      const { $metadata } = output as { readonly $metadata: { readonly requestId: string } };
      attempt.setAttributes(target);
      call.setAttributes(target);
      attempt.setAttribute('aws.request_id', $metadata.requestId);
      attempts.record((performance.now() - startedAt) / 1000, { 'rpc.method': method });
      attempt.end();
      call.end();
      return output;
    },
  };
}

async function measure(): Promise<number> {
  let steps = 0;
  const { cpuMs } = await took(async () => {
    steps = await drainOurs(recommender, 'job', Number(pageSize));
  });
  return (cpuMs * Number(pageSize)) / steps;
}

process.on('message', () => {
  void measure().then(cpuMs => process.send?.(cpuMs));
});
