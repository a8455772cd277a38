import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Remote } from './remote.js';
import type { Row } from './row.js';

const BOUND_MS = 100;

/** How long a process lives after its last line, with the recommender closed, and merely idle. */
export async function exit(server: Remote): Promise<readonly Row[]> {
  const endpoint = await server.start({ jobs: [{ name: 'job', steps: 100 }] });
  const closed = await lingers('close', endpoint);
  const idle = await lingers('idle', endpoint);
  return [
    {
      what: 'the process exits by itself after close(); when idle',
      figure: `${closed.toFixed(0)} ms; ${idle.toFixed(0)} ms`,
      bound: `<= ${String(BOUND_MS)} ms`,
      holds: closed <= BOUND_MS && idle <= BOUND_MS,
    },
  ];
}

async function lingers(how: 'close' | 'idle', endpoint: string): Promise<number> {
  const script = fileURLToPath(new URL('./exit.mjs', import.meta.url));
  const child = spawn(process.execPath, [script, endpoint, how], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  const start = performance.now();
  await once(child, 'exit');
  return performance.now() - start;
}
