import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { median } from './measure.js';
import type { Remote } from './remote.js';
import type { Row } from './row.js';

const run = promisify(execFile);
const STEPS = 50_000;
const ROUNDS = 9;
const WARM_UP = 4;
const COLD_ROUNDS = 7;

/** The CPU that the client spends on fifty thousand steps, warm and in a process of its own. */
export async function drain(server: Remote): Promise<readonly Row[]> {
  const endpoint = await server.start({ jobs: [{ name: 'job', steps: STEPS }] });
  const warm = await warmRounds(endpoint);

  const cold = { ours: [] as Cold[], sdk: [] as Cold[] };
  for (let round = 0; round < COLD_ROUNDS; round++) {
    for (const who of ['ours', 'sdk'] as const) cold[who].push(await coldCpu(who, endpoint));
  }
  const boto = await botoSeconds(endpoint);

  const against = (who: 'ours' | 'bare'): number =>
    median(warm[who].map((ms, i) => ms / (warm.sdk[i] ?? NaN)));
  const warmRatio = against('ours');
  const coldRatio = (of: keyof Cold): number =>
    median(cold.ours.map((mine, i) => mine[of] / (cold.sdk[i]?.[of] ?? NaN)));
  const coldMs = (of: keyof Cold): string => {
    const [mine, theirs] = [cold.ours, cold.sdk].map(side => median(side.map(one => one[of])).toFixed(0));
    return `${coldRatio(of).toFixed(3)} x (${mine ?? ''} ms to ${theirs ?? ''} ms)`;
  };
  const what = '50,000 steps drained and decoded: CPU of the client';
  const ms = (values: readonly number[]): string => `${median(values).toFixed(0)} ms`;
  return [
    {
      what: `${what} against the SDK's paginator, warm`,
      figure: `${warmRatio.toFixed(3)} x (${ms(warm.ours)} to ${ms(warm.sdk)})`,
      bound: '<= 0.80 x',
      holds: warmRatio <= 0.8,
    },
    {
      what: `${what}, cold process, from the first call`,
      figure: coldMs('drain'),
      bound: '<= 0.90 x',
      holds: coldRatio('drain') <= 0.9,
    },
    { what: `${what}, cold process, loading included`, figure: coldMs('whole'), bound: 'for comparison' },
    {
      what: `${what}, bare http and JSON.parse`,
      figure: `${against('bare').toFixed(3)} x`,
      bound: 'for comparison',
    },
    { what: `${what}, boto3 in a process of its own`, figure: boto, bound: 'for comparison' },
  ];
}

type Contender = 'ours' | 'sdk' | 'bare';

/** CPU of each round in milliseconds: all contenders in turn, each in a process of its own, warmed up. */
async function warmRounds(endpoint: string): Promise<Record<Contender, number[]>> {
  const script = new URL('./drainer.ts', import.meta.url);
  const names: readonly Contender[] = ['ours', 'sdk', 'bare'];
  const children = names.map(name => ({
    name,
    child: fork(script, [name, endpoint], { execArgv: ['--import', 'tsx'] }),
  }));
  const rounds: Record<Contender, number[]> = { ours: [], sdk: [], bare: [] };
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (const { name, child } of children) {
      child.send('drain');
      const [cpuMs] = (await once(child, 'message')) as [number];
      if (round >= 0) rounds[name].push(cpuMs);
    }
  }
  for (const { child } of children) child.kill();
  return rounds;
}

/** CPU of a fresh process, in milliseconds: of the drain, and of everything, module loading included. */
interface Cold {
  readonly drain: number;
  readonly whole: number;
}

async function coldCpu(who: 'ours' | 'sdk', endpoint: string): Promise<Cold> {
  const script = fileURLToPath(new URL(`./cold.${who}.mjs`, import.meta.url));
  const { stdout } = await run(process.execPath, [script, endpoint]);
  const [drain = NaN, whole = NaN] = stdout.trim().split(' ').map(Number);
  return { drain, whole };
}

const BOTO = `
import boto3, sys, time
client = boto3.client('sagemaker', endpoint_url=sys.argv[1], region_name='us-east-1',
                      aws_access_key_id='bench', aws_secret_access_key='bench')
start = time.process_time()
pages = client.get_paginator('list_inference_recommendations_job_steps').paginate(JobName='job')
count = sum(len(page['Steps']) for page in pages)
print(count, time.process_time() - start)
`;

async function botoSeconds(endpoint: string): Promise<string> {
  try {
    const { stdout } = await run('python3', ['-c', BOTO, endpoint]);
    const [, seconds] = stdout.trim().split(' ');
    return `${Number(seconds).toFixed(2)} s of CPU`;
  } catch {
    return 'boto3 is not on this machine';
  }
}
