import type { RecommenderClient } from '../api/sageMakerApi.js';
import { connect } from '../recommender.js';
import { demoJob } from '../testing/demoJob.js';
import { startSimulator } from '../testing/startSimulator.js';
import { showJob } from './showJob.js';

const PAGE_SIZE = 8;
const JOB = 'image-classifier';

/** The real SDK against a simulator on this machine, under the quota that AWS allows. */
export async function runSimulated(output: NodeJS.WriteStream): Promise<void> {
  const simulator = await startSimulator({
    jobs: [demoJob({ name: JOB })],
    latencyMs: 40,
    quota: { perSecond: 2, burst: 2 },
  });
  const recommender = connect({ client: await simulatedClient(simulator.endpoint) });
  try {
    output.write(
      `A simulated job, over the real AWS SDK, at ${simulator.endpoint} (two calls a second, as on AWS)\n`,
    );
    await showJob(recommender, JOB, PAGE_SIZE, output);
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

/** A job of the account that the default credential chain finds. */
export async function runOnAws(
  jobName: string,
  region: string | undefined,
  output: NodeJS.WriteStream,
): Promise<void> {
  const recommender = connect({ region });
  try {
    await showJob(recommender, jobName, PAGE_SIZE, output);
  } finally {
    await recommender.close();
  }
}
