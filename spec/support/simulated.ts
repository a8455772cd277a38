import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { connect, type ConnectOptions, type Recommender } from '../../src/recommender.js';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../src/testing/index.js';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** A simulator and a recommender on it, over the real SDK and real HTTP. */
export interface Simulated {
  readonly simulator: Simulator;
  readonly recommender: Recommender;
}

/** A client of the real SDK on a simulator. */
export function clientOf(simulator: Simulator, maxAttempts = 1): SageMakerClient {
  return new SageMakerClient({
    endpoint: simulator.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'spec', secretAccessKey: 'spec' },
    maxAttempts,
  });
}

const QUICK: ConnectOptions = {
  quota: { perSecond: Infinity },
  retry: { baseMs: 1, capMs: 5, attemptDeadlineMs: 250 },
};

/** Runs a spec on a simulator of its own, and ends everything afterwards. */
export async function simulated<T>(
  options: SimulatorOptions & { readonly connect?: ConnectOptions },
  work: (simulated: Simulated) => Promise<T>,
): Promise<T> {
  const { connect: connecting, ...rest } = options;
  const simulator = await startSimulator(rest);
  const client = clientOf(simulator);
  const recommender = connect({ client, ...QUICK, ...connecting });
  try {
    return await work({ simulator, recommender });
  } finally {
    await recommender.close();
    client.destroy();
    await simulator.close();
  }
}

/** A wait that takes this many milliseconds of real time is a hang. */
const HANG_MS = 60_000;

/** Resolves when `holds` does, looked at every few milliseconds; fails where it never does. */
export async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + HANG_MS;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`still not: ${String(holds)}`);
    await new Promise(resolve => setTimeout(resolve, 3));
  }
}
