import type { RecommenderClient } from '../../api/sageMakerApi.js';
import { connect } from '../../recommender.js';
import { demoJob } from '../../testing/demoJob.js';
import { startSimulator } from '../../testing/startSimulator.js';
import type { Host } from '../process/host.js';
import { EXAMPLE_TRAFFIC } from '../decision/trafficLines.js';
import { showJob } from '../showJob.js';

const JOB = 'image-classifier';
/** Speed, as a multiple of real time: a job of 1 h 40 min runs in some thirteen seconds. */
const SPEED = 480;
/** Intervals between two polls, in milliseconds: the quota allows two calls a second. */
const INTERVALS = { minIntervalMs: 250, maxIntervalMs: 500 };

/** A job that begins now, over the real SDK, on a simulator on this machine, under the quota that AWS allows. */
export async function runSimulated(
  host: Host,
  { speed = SPEED, traffic }: { readonly speed?: number | undefined; readonly traffic?: number | undefined },
): Promise<void> {
  const simulator = await startSimulator({
    jobs: [demoJob({ name: JOB, live: true })],
    speed,
    latencyMs: 40,
    quota: { perSecond: 2, burst: 2 },
  });
  const recommender = connect({ client: await simulatedClient(simulator.endpoint) });
  const now = (): number => simulator.now();
  try {
    host.stdout.write(
      `A simulated job at ${String(speed)} times real time, over the real AWS SDK, ` +
        `at ${simulator.endpoint} (two calls a second, as on AWS)\n\n`,
    );
    await showJob(
      recommender,
      JOB,
      { now, traffic, ask: `npm start -- ${EXAMPLE_TRAFFIC}`, ...INTERVALS },
      host,
    );
  } finally {
    await recommender.close();
    await simulator.close();
  }
}

async function simulatedClient(endpoint: string): Promise<RecommenderClient> {
  const { SageMakerClient } = await import('@aws-sdk/client-sagemaker');
  const credentials = { accessKeyId: 'simulated', secretAccessKey: 'simulated' };
  return new SageMakerClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
}

/** A job of the account that the default credential chain finds; until it is over. */
export async function runOnAws(
  jobName: string,
  { region, traffic }: { readonly region?: string | undefined; readonly traffic?: number | undefined },
  host: Host,
): Promise<void> {
  const recommender = await host.connect({ region });
  try {
    await showJob(recommender, jobName, { now: host.time.now, traffic }, host);
  } finally {
    await recommender.close();
  }
}
