// The newest packages of OpenTelemetry's SDK, which need Node 22: the specs take them with OPENTELEMETRY=FOLDER.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun, root } from './run.mjs';

const PACKAGES = ['api', 'context-async-hooks', 'exporter-prometheus', 'sdk-metrics', 'sdk-trace'];

/** The folder of the newest packages, which are installed anew each time. */
export async function newestOpenTelemetry() {
  const folder = join(root, 'node_modules/.cache/opentelemetry');
  mkdirSync(folder, { recursive: true });
  const dependencies = Object.fromEntries(PACKAGES.map(name => [`@opentelemetry/${name}`, 'latest']));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
  await mustRun('npm', ['install', '--no-package-lock', '--loglevel=error'], { cwd: folder });
  return folder;
}
