import { networkInterfaces } from 'node:os';
import { demoAiJobs } from '../../testing/ai/demoAiJobs.js';
import { demoJob } from '../../testing/demoJob.js';
import { startSimulator } from '../../testing/startSimulator.js';
import { InvalidInputError } from '../../core/errors.js';
import { pause } from '../../core/pause.js';
import { grouped } from '../../words/numbers.js';
import { LIVE_JOB, LIVE_JOB_MS } from './liveJob.js';
import { urlHere, urlsElsewhere } from '../process/addresses.js';
import type { Host } from '../process/host.js';
import { onStopSignal } from '../process/stopSignal.js';
import { credentialsHelp } from './credentialsHelp.js';

/** The flags of `simulate`. */
export interface SimulateSettings {
  readonly port: number;
  readonly host?: string;
  readonly speed: number;
  readonly jobs: number;
  readonly latencyMs: number;
  readonly quota?: number;
  /** Path of a recording that is served in place of an account. */
  readonly replay?: string;
}

const ENDED = 'text-classifier-benchmark';
/** The job of the README, and one to compare it with. */
const CLASSIFIER = 'image-classifier';
const EARLIER = 'image-classifier-last-week';
const WEEK_MS = 7 * 24 * 3_600_000;
/** Greatest number of steps of an additional job. */
const MAX_STEPS = 40;
/** Number of calls that a quota lets through at once. */
const BURST = 2;
/** Grace period for connections to close after Ctrl-C, in milliseconds. */
const CLOSE_MS = 50;

/** `stepstream simulate`: serves until Ctrl-C. */
export async function simulateCommand(
  { port, host: address = '127.0.0.1', speed, jobs, latencyMs, quota }: SimulateSettings,
  host: Host,
): Promise<never> {
  if (address === '') throw new InvalidInputError('--host', 'must be an address, or a name of this machine');
  const startTime = host.time.now();
  const simulator = await startSimulator({
    port,
    host: address,
    speed,
    latencyMs,
    startTime,
    ...(quota !== undefined && { quota: { perSecond: quota, burst: BURST } }),
    ...demoAiJobs(),
    jobs: [
      ...Array.from({ length: jobs }, (_, i) => ({
        name: `benchmark-${String(i + 1)}`,
        steps: 1 + ((i * 7) % MAX_STEPS),
      })),
      { ...demoJob({ name: EARLIER, seed: 90 }), startedAt: startTime - WEEK_MS },
      demoJob({ name: CLASSIFIER }),
      demoJob({ name: ENDED }),
      LIVE_JOB,
    ],
  });
  const { endpoint: bound } = simulator;
  const elsewhere = urlsElsewhere(bound, networkInterfaces());
  host.stdout.write(connectionHelp({ endpoint: urlHere(bound), elsewhere, speed, jobs }));
  return new Promise<never>(() => {
    onStopSignal(host, () => Promise.race([simulator.close(), pause(host.time, CLOSE_MS)]));
  });
}

/** The simulator's address and its jobs. */
interface Served {
  readonly endpoint: string;
  /** URLs for other machines. */
  readonly elsewhere: readonly string[];
  readonly speed: number;
  readonly jobs: number;
}

/** When the running job ends, in whole seconds of real time; nothing where time stands still. */
const endsIn = (speed: number): string =>
  speed === 0 ? '' : `: ends in ${grouped(Math.round(LIVE_JOB_MS / speed / 1_000))} s`;

/** Text that says how to point clients at the simulator, to be copied into a shell. */
function connectionHelp({ endpoint, elsewhere, speed, jobs }: Served): string {
  const lines: readonly (readonly [string, string])[] = [
    [ENDED, 'ended, 40 steps'],
    [LIVE_JOB.name, `started now, at ${String(speed)} times real time (--speed)${endsIn(speed)}`],
    [CLASSIFIER, 'ended, 40 steps'],
    [EARLIER, 'the same a week before, to compare with'],
    ...(jobs === 0 ? [] : [[`benchmark-1 … benchmark-${String(jobs)}`, 'ended'] as const]),
  ];
  const others = elsewhere.map(url => `Other machines reach it at ${url}\n`).join('');
  return `A simulated SageMaker Inference Recommender at ${endpoint}
${others}
${lines.map(([name, what]) => `  ${name.padEnd(EARLIER.length)}  ${what}`).join('\n')}

Its AI jobs, the second generation, are listed by aws-cli:

  aws --endpoint-url ${endpoint} sagemaker list-ai-recommendation-jobs
  aws --endpoint-url ${endpoint} sagemaker list-ai-benchmark-jobs

${credentialsHelp(endpoint)}
  stepstream   stepstream steps ${ENDED}
  aws-cli      aws --endpoint-url ${endpoint} sagemaker list-inference-recommendations-job-steps --job-name ${ENDED}
  boto3        boto3.client('sagemaker', endpoint_url='${endpoint}')
  JavaScript   new SageMakerClient({ endpoint: '${endpoint}' })

Ctrl-C ends it.
`;
}
