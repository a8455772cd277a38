// A Prometheus of specs: Debian's, on a free port of its own, with its data in a temporary folder.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from './child.js';
import { freePort } from './freePort.js';

/** A Prometheus that scrapes one address twice a second. */
export interface Prometheus {
  /** The series that an expression gives at present. */
  readonly query: (expression: string) => Promise<readonly unknown[]>;
  readonly stop: () => Promise<void>;
}

/** Whether Debian's package prometheus is there. */
export const isPrometheusInstalled = (): boolean => spawnSync('prometheus', ['--version']).status === 0;

/** Starts one. Resolves once it answers. */
export async function startPrometheus(target: string, path: string): Promise<Prometheus> {
  const folder = mkdtempSync(join(tmpdir(), 'stepstream-prometheus-'));
  const config = join(folder, 'prometheus.yml');
  const job = { job_name: 'service', metrics_path: path, static_configs: [{ targets: [target] }] };
  const global = { scrape_interval: '500ms', scrape_timeout: '500ms' };
  // YAML has JSON within it.
  writeFileSync(config, JSON.stringify({ global, scrape_configs: [job] }));
  const port = await freePort();
  const child = startChild('prometheus', [
    `--config.file=${config}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    `--web.listen-address=127.0.0.1:${String(port)}`,
  ]);
  await child.said(/Server is ready to receive web requests/);
  return {
    query: async expression => {
      const url = `http://127.0.0.1:${String(port)}/api/v1/query?query=${encodeURIComponent(expression)}`;
      const response = await fetch(url, { headers: { connection: 'close' } });
      const { data, error } = (await response.json()) as {
        data?: { result: readonly unknown[] };
        error?: string;
      };
      if (data === undefined) throw new Error(`${expression}: ${error ?? 'no data'}`);
      return data.result;
    },
    stop: async () => {
      child.process.kill('SIGKILL');
      await child.ended;
      rmSync(folder, { recursive: true });
    },
  };
}
