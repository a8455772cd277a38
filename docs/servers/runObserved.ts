// Runs the service of observed.ts: node runObserved.js, then http://127.0.0.1:8080/live/metrics
import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, ConsoleSpanExporter, TracerProvider } from '@opentelemetry/sdk-trace';
import { connect } from 'stepstream';
import { instrument } from 'stepstream/opentelemetry';
import { makeApp } from './observed.js';

// Spans go to the console; an exporter of yours, such as OTLP, takes its place.
const spanProcessors = [new BatchSpanProcessor({ exporter: new ConsoleSpanExporter() })];
trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors }));
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
const metrics = new PrometheusExporter({ preventServerStart: true });
instrument({ meterProvider: new MeterProvider({ readers: [metrics] }) });

const app = await makeApp({ recommender: connect(), tracer: trace.getTracer('service'), metrics });
await app.listen({ port: 8080, host: '127.0.0.1' });
