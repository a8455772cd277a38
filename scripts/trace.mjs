// Draws docs/images/trace.svg: `node --import tsx scripts/trace.mjs`. It asks the service of docs/servers/observed.ts once,
// against a simulated service at two calls a second that throttles its second call, and draws the spans that were exported.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { connect } from 'stepstream';
import { instrument } from 'stepstream/opentelemetry';
import { startSimulator } from 'stepstream/testing';
import { makeApp } from '../docs/servers/observed.ts';
import { root } from './run.mjs';
import { traceSvg } from './traceSvg.mjs';

const TITLE =
  'A request of the service, the four calls of its listing, and their attempts, the second of which is throttled';

const exporter = new InMemorySpanExporter();
trace.setGlobalTracerProvider(
  new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }),
);
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
const stop = instrument();
const simulator = await startSimulator({ latencyMs: 120, jobs: [{ name: 'nightly', steps: 40 }] });
process.env.AWS_ACCESS_KEY_ID ??= 'simulated';
process.env.AWS_SECRET_ACCESS_KEY ??= 'simulated';
const recommender = connect({ region: 'eu-west-1', endpoint: simulator.endpoint });
const metrics = new PrometheusExporter({ preventServerStart: true });
const app = await makeApp({ recommender, tracer: trace.getTracer('service'), metrics });

// The first request of a process connects and compiles; the second is as all others are.
await app.inject('/cheapest/nightly');
await new Promise(resolve => setTimeout(resolve, 2_000));
exporter.reset();
simulator.fault('throttle', { call: 2 });
await app.inject('/cheapest/nightly');
stop();
await app.close();
await recommender.close();
await simulator.close();
writeFileSync(join(root, 'docs/images/trace.svg'), traceSvg(exporter.getFinishedSpans(), TITLE));
