import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Remote } from './remote.js';
import type { Row } from './row.js';

const ROUNDS = 15;
const BOUND_MS = 100;

/** How long the command takes to end by Ctrl-C, with a call under way that would take a minute. */
export async function interrupt(server: Remote): Promise<readonly Row[]> {
  const endpoint = await server.start({ jobs: [{ name: 'job', steps: 100 }], latencyMs: 60_000 });
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) times.push(await untilEnded(server, endpoint));
  times.sort((a, b) => a - b);
  const [median, most] = [times[Math.floor(ROUNDS / 2)]!, times.at(-1)!];
  return [
    {
      what: 'stepstream steps, a call under way: from Ctrl-C to the end, median and most',
      figure: `${median.toFixed(0)} ms; ${most.toFixed(0)} ms`,
      bound: `<= ${String(BOUND_MS)} ms`,
      holds: most <= BOUND_MS,
    },
  ];
}

async function untilEnded(server: Remote, endpoint: string): Promise<number> {
  const command = fileURLToPath(new URL('../dist/cli/stepstream.js', import.meta.url));
  const { calls } = await server.stats();
  const env = {
    ...process.env,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
  };
  const args = [command, 'steps', 'job', '--endpoint-url', endpoint];
  const child = spawn(process.execPath, args, { stdio: 'ignore', env });
  while ((await server.stats()).calls === calls) await new Promise(resolve => setTimeout(resolve, 5));
  const start = performance.now();
  child.kill('SIGINT');
  await once(child, 'exit');
  return performance.now() - start;
}
