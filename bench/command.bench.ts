import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { duelRow, inTurn } from './fresh.js';
import type { Remote } from './remote.js';
import type { Row } from './row.js';

/** Two calls: a third would wait for the quota, which aws-cli doesn't keep. */
const STEPS = 200;
const ROUNDS = 15;
const BOUND = 0.6;
const run = promisify(execFile);

/** How long `stepstream steps` takes against aws-cli 1 for the same listing, each from its start to its end. */
export async function command(server: Remote): Promise<readonly Row[]> {
  const what = `stepstream steps, ${String(STEPS)} steps as JSON: wall against aws-cli 1`;
  // What pyenv puts in front of it is a program of its own, which isn't aws-cli's time.
  const { stdout: path } = await run('pyenv', ['which', 'aws']).catch(() => ({ stdout: 'aws' }));
  const aws = path.trim();
  const { stdout: version } = await run(aws, ['--version']).catch(() => ({ stdout: '' }));
  const [, name] = /^(aws-cli\/1\.\S+)/.exec(version) ?? [];
  if (name === undefined)
    return [{ what, figure: 'aws-cli 1 is not installed', bound: `<= ${String(BOUND)} x` }];
  const endpoint = await server.start({ jobs: [{ name: 'job', steps: STEPS }] });
  const env = {
    ...process.env,
    AWS_REGION: 'eu-west-1',
    AWS_DEFAULT_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
  };
  const where = ['--endpoint-url', endpoint, '--output', 'json'];
  const wallMs = (program: string, args: readonly string[]) => async (): Promise<number> => {
    const start = performance.now();
    const { stdout } = await run(program, [...args, ...where], { env, maxBuffer: 2 ** 26 });
    const ms = performance.now() - start;
    const { Steps } = JSON.parse(stdout) as { readonly Steps: readonly unknown[] };
    if (Steps.length !== STEPS) throw new Error(`${program} listed ${String(Steps.length)} steps`);
    return ms;
  };
  const file = fileURLToPath(new URL('../dist/cli/stepstream.js', import.meta.url));
  const duel = await inTurn(
    ROUNDS,
    wallMs(process.execPath, [file, 'steps', 'job']),
    wallMs(aws, ['sagemaker', 'list-inference-recommendations-job-steps', '--job-name', 'job']),
  );
  return [duelRow(`${what} (${name})`, duel, BOUND)];
}
