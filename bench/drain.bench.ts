import { execFile } from 'node:child_process';
import http from 'node:http';
import { promisify } from 'node:util';
import { interleaved, median, medianRatio } from './measure.js';
import { client, drainBare, drainOurs, drainSdk, ours } from './peers.js';
import type { Remote } from './remote.js';
import type { Row } from './row.js';

const run = promisify(execFile);
const STEPS = 50_000;
const ROUNDS = 9;
const COLD_ROUNDS = 7;

/** The CPU that the client spends on fifty thousand steps, warm and in a process of its own. */
export async function drain(server: Remote): Promise<readonly Row[]> {
  const endpoint = await server.start({ jobs: [{ name: 'job', steps: STEPS }] });
  const sdk = client(endpoint);
  const recommender = ours(endpoint, { quota: { perSecond: Infinity } });
  const agent = new http.Agent({ keepAlive: true });
  const works = {
    ours: () => drainOurs(recommender, 'job'),
    sdk: () => drainSdk(sdk, 'job'),
    bare: () => drainBare(endpoint, 'job', agent),
  };
  await interleaved(2, works);
  const warm = await interleaved(ROUNDS, works);
  agent.destroy();
  await recommender.close();

  const cold = { ours: [] as number[], sdk: [] as number[] };
  for (let round = 0; round < COLD_ROUNDS; round++) {
    for (const who of ['ours', 'sdk'] as const) cold[who].push(await coldCpu(who, endpoint));
  }
  const boto = await botoSeconds(endpoint);

  const warmRatio = medianRatio(warm.ours, warm.sdk, 'cpuMs');
  const bareRatio = medianRatio(warm.bare, warm.sdk, 'cpuMs');
  const coldRatio = median(cold.ours.map((ms, i) => ms / (cold.sdk[i] ?? NaN)));
  const what = '50,000 steps drained and decoded: CPU of the client';
  const ms = (values: readonly { cpuMs: number }[]): string =>
    `${median(values.map(v => v.cpuMs)).toFixed(0)} ms`;
  return [
    {
      what: `${what} against the SDK's paginator, warm`,
      figure: `${warmRatio.toFixed(3)} x (${ms(warm.ours)} to ${ms(warm.sdk)})`,
      bound: '<= 0.80 x',
      holds: warmRatio <= 0.8,
    },
    {
      what: `${what}, cold process`,
      figure: `${coldRatio.toFixed(3)} x (${median(cold.ours).toFixed(0)} ms to ${median(cold.sdk).toFixed(0)} ms)`,
      bound: '<= 0.90 x',
      holds: coldRatio <= 0.9,
    },
    {
      what: `${what}, bare http and JSON.parse`,
      figure: `${bareRatio.toFixed(3)} x`,
      bound: 'for comparison',
    },
    { what: `${what}, boto3 in a process of its own`, figure: boto, bound: 'for comparison' },
  ];
}

/** CPU of a fresh process from its start to the last step, modules loaded, in milliseconds. */
async function coldCpu(who: 'ours' | 'sdk', endpoint: string): Promise<number> {
  const script = new URL(`./cold.${who}.mjs`, import.meta.url).pathname;
  const { stdout } = await run(process.execPath, [script, endpoint]);
  return Number(stdout);
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
