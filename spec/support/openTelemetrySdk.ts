// The SDK of OpenTelemetry that the specs run: that of the development dependencies, or the one in the folder that
// OPENTELEMETRY names. `npm run test:nodes` names one with the newest packages, which need Node 22.
import type * as api from '@opentelemetry/api';
import type * as hooks from '@opentelemetry/context-async-hooks';
import type * as prometheus from '@opentelemetry/exporter-prometheus';
import type * as metrics from '@opentelemetry/sdk-metrics';
import type * as traces from '@opentelemetry/sdk-trace';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = process.env['OPENTELEMETRY'] ?? join(import.meta.dirname, '../..');
const { resolve } = createRequire(join(folder, 'package.json'));
const load = (name: string): Promise<unknown> =>
  import(pathToFileURL(resolve(`@opentelemetry/${name}`)).href);

/** The packages of the SDK. */
export interface OpenTelemetrySdk {
  readonly api: typeof api;
  readonly hooks: typeof hooks;
  readonly prometheus: typeof prometheus;
  readonly metrics: typeof metrics;
  readonly traces: typeof traces;
}

export const sdk: OpenTelemetrySdk = {
  api: (await load('api')) as OpenTelemetrySdk['api'],
  hooks: (await load('context-async-hooks')) as OpenTelemetrySdk['hooks'],
  prometheus: (await load('exporter-prometheus')) as OpenTelemetrySdk['prometheus'],
  metrics: (await load('sdk-metrics')) as OpenTelemetrySdk['metrics'],
  traces: (await load('sdk-trace')) as OpenTelemetrySdk['traces'],
};
