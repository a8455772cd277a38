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

/** Back-offs are short. No deadline fires, however slow the machine: an attempt given up is a further call. */
const QUICK: ConnectOptions = {
  quota: { perSecond: Infinity },
  retry: { baseMs: 1, capMs: 5, attemptDeadlineMs: 600_000 },
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

/**
 * A simulator and a client of it for the suite around, which are costly to start. Each test has a connection
 * of its own; faults end with the test, and what the simulator counts goes on.
 */
export function useSimulated(options: SimulatorOptions): Simulated & { readonly client: SageMakerClient } {
  let simulator: Simulator;
  let client: SageMakerClient;
  let recommender: Recommender;
  before(async () => {
    simulator = await startSimulator(options);
    client = clientOf(simulator);
  });
  beforeEach(() => {
    recommender = connect({ client, ...QUICK });
  });
  afterEach(async () => {
    simulator.clearFaults();
    await recommender.close();
  });
  after(async () => {
    client.destroy();
    await simulator.close();
  });
  return {
    get client() {
      return client;
    },
    get simulator() {
      return simulator;
    },
    get recommender() {
      return recommender;
    },
  };
}

/** The longest wait for a condition, in milliseconds. It only finds hangs. */
const PATIENCE_MS = 60_000;
const realTimeout = setTimeout;

/** Waits for this long by the real clock, also while timers are faked. */
export const rest = (ms: number): Promise<void> => new Promise(resolve => void realTimeout(resolve, ms));

/** Resolves when `holds` does, looked at every few milliseconds. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  what: string = String(holds),
  patienceMs: number = PATIENCE_MS,
): Promise<void> {
  const end = performance.now() + patienceMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`still not after ${String(patienceMs / 1000)} s: ${what}`);
    await rest(3);
  }
}
