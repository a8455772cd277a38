// A listing with and without OpenTelemetry in one process: node telemetryDrainer.ts ENDPOINT PAGE_SIZE. Each message, 'on' or 'off', is a round; the answer is the CPU that it took, in milliseconds. Spans go through a batch processor, as in a service.
import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, InMemorySpanExporter, TracerProvider } from '@opentelemetry/sdk-trace';
import { connect } from 'stepstream';
import { instrument } from 'stepstream/opentelemetry';
import { took } from './measure.js';
import { client, drainOurs } from './peers.js';

const [, , endpoint = '', pageSize = ''] = process.argv;

const exporter = new InMemorySpanExporter();
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
const metrics = new PrometheusExporter({ preventServerStart: true });
const providers = {
  tracerProvider: new TracerProvider({ spanProcessors: [new BatchSpanProcessor({ exporter })] }),
  meterProvider: new MeterProvider({ readers: [metrics] }),
};
const quota = { perSecond: 100_000, burst: 100_000 };
const recommender = connect({ client: client(endpoint, { maxAttempts: 1 }), quota });

// A service with OpenTelemetry has a context: what that costs isn't ours.
context.with(context.active(), () => undefined);

process.on('message', mode => {
  const stop = mode === 'on' ? instrument(providers) : undefined;
  void took(() => drainOurs(recommender, 'job', Number(pageSize))).then(({ cpuMs }) => {
    stop?.();
    exporter.reset();
    process.send?.(cpuMs);
  });
});
