// A listing with and without OpenTelemetry in one process: node telemetryDrainer.ts ENDPOINT PAGE_SIZE. Each message, 'on' or 'off', is a round; the answer is the CPU of a call, in milliseconds. Spans go through a batch processor, as in a service.
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

/**
 * Calls after a switch that aren't measured. A first subscriber, and the last that goes, change the prototypes of the
 * channels, for which V8 throws compiled code away: of services that switch once, that is no part of the cost of a call.
 */
const SETTLING = 400;
const MEASURED = 200;

/** Lists the job until at least this number of calls is made; answers how many there were. */
async function drain(calls: number): Promise<number> {
  let made = 0;
  while (made < calls) made += (await drainOurs(recommender, 'job', Number(pageSize))) / Number(pageSize);
  exporter.reset();
  return made;
}

async function measure(mode: unknown): Promise<number> {
  const stop = mode === 'on' ? instrument(providers) : undefined;
  await drain(SETTLING);
  let made = 0;
  const { cpuMs } = await took(async () => {
    made = await drain(MEASURED);
  });
  stop?.();
  return cpuMs / made;
}

process.on('message', mode => {
  void measure(mode).then(cpuMs => process.send?.(cpuMs));
});
