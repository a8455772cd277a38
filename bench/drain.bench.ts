import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import type { JobScript } from 'stepstream/testing';
import { median } from './measure.js';
import type { Remote } from './remote.js';
import type { Row } from './row.js';

const run = promisify(execFile);
const STEPS = 50_000;
const ROUNDS = 9;
const WARM_UP = 4;
const COLD_ROUNDS = 7;
const { version: sdkVersion } = createRequire(import.meta.url)('@aws-sdk/client-sagemaker/package.json') as {
  version: string;
};

/** The jobs that are drained: the simulator's, and one whose steps have 600 bytes, a fifth of them with `"NaN"`. */
const JOBS: readonly JobScript[] = [
  { name: 'job', steps: STEPS },
  {
    name: 'nan',
    steps: Array.from({ length: STEPS }, (_, i) => ({
      instanceType: ['ml.m5.xlarge', 'ml.c5.xlarge', 'ml.c6i.large', 'ml.g4dn.xlarge'][i % 4]!,
      inferenceSpecificationName: 'image-classifier-specification-on-cpu',
      ...(i % 5 === 0 && { metrics: 'nan' }),
    })),
  },
];

/** The CPU that the client spends on fifty thousand steps, warm and in a process of its own. */
export async function drain(server: Remote): Promise<readonly Row[]> {
  const endpoint = await server.start({ jobs: JOBS });
  const what = '50,000 steps drained and decoded: CPU of the client';
  const warm = await warmRows(endpoint, 'job', `${what} against the SDK's paginator ${sdkVersion}, warm`, {
    own: 0.62,
    ours: 0.8,
  });
  const nan = await warmRows(endpoint, 'nan', 'the same on steps of 600 bytes, "NaN" in a fifth of them', {
    own: 0.8,
    ours: 0.92,
  });

  const cold = { ours: [] as Cold[], sdk: [] as Cold[] };
  for (let round = 0; round < COLD_ROUNDS; round++) {
    for (const who of ['ours', 'sdk'] as const) cold[who].push(await coldCpu(who, endpoint));
  }
  const coldRatio = (of: keyof Cold): number =>
    median(cold.ours.map((mine, i) => mine[of] / (cold.sdk[i]?.[of] ?? NaN)));
  const coldMs = (of: keyof Cold): string => {
    const [mine, theirs] = [cold.ours, cold.sdk].map(side => median(side.map(one => one[of])).toFixed(0));
    return `${coldRatio(of).toFixed(3)} x (${mine ?? ''} ms to ${theirs ?? ''} ms)`;
  };
  return [
    ...warm,
    ...nan,
    {
      what: `${what}, cold process, from the first call`,
      figure: coldMs('drain'),
      bound: '<= 0.90 x',
      holds: coldRatio('drain') <= 0.9,
    },
    { what: `${what}, cold process, loading included`, figure: coldMs('whole'), bound: 'for comparison' },
    {
      what: `${what}, boto3 in a process of its own`,
      figure: await botoSeconds(endpoint),
      bound: 'for comparison',
    },
  ];
}

/** Who drains: stepstream on the client that it makes and on a caller's, the SDK's paginator, and bare http. */
const CONTENDERS = {
  own: 'on the client that it makes',
  ours: "on a caller's client",
  sdk: "the SDK's paginator",
  bare: 'bare http and JSON.parse',
} as const;
type Contender = keyof typeof CONTENDERS;

async function warmRows(
  endpoint: string,
  job: string,
  what: string,
  bounds: Readonly<Record<'own' | 'ours', number>>,
): Promise<readonly Row[]> {
  const rounds = await warmRounds(endpoint, job);
  const against = (who: Contender): number => median(rounds[who].map((ms, i) => ms / (rounds.sdk[i] ?? NaN)));
  const ms = (who: Contender): string => `${median(rounds[who]).toFixed(0)} ms`;
  return (['own', 'ours', 'bare'] as const).map(who => {
    const bound = who === 'bare' ? undefined : bounds[who];
    return {
      what: `${what}, ${CONTENDERS[who]}`,
      figure: `${against(who).toFixed(3)} x (${ms(who)} to ${ms('sdk')})`,
      bound: bound === undefined ? 'for comparison' : `<= ${bound.toFixed(2)} x`,
      ...(bound !== undefined && { holds: against(who) <= bound }),
    };
  });
}

/** CPU of each round in milliseconds: all contenders in turn, each in a process of its own, warmed up. */
async function warmRounds(endpoint: string, job: string): Promise<Record<Contender, number[]>> {
  const script = new URL('./drainer.ts', import.meta.url);
  const names = Object.keys(CONTENDERS) as readonly Contender[];
  const children = names.map(name => ({
    name,
    child: fork(script, [name, endpoint, job], { execArgv: ['--import', 'tsx'] }),
  }));
  const rounds: Record<Contender, number[]> = { own: [], ours: [], sdk: [], bare: [] };
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
