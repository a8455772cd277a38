import { format } from 'node:util';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { nodeHost } from '../../../src/cli/process/nodeHost.js';
import type { Environment, Host } from '../../../src/cli/process/host.js';
import { connect } from '../../../src/recommender.js';
import { recordCalls } from '../../../src/testing/recording/recordCalls.js';
import { semaphore } from '../../support/semaphore.js';

// The SDK has something to say about Node 20.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** Connects as the command does, to what an environment names, but without a look at `process.env` and without a quota of its own. */
export function accountOf(env: Environment): Host['connect'] {
  return ({ region = env['AWS_REGION'], endpoint = env['AWS_ENDPOINT_URL_SAGEMAKER'], shared, record }) => {
    const client = new SageMakerClient({
      region: region!,
      // Nobody answers there.
      endpoint: endpoint ?? 'http://127.0.0.1:1',
      credentials: { accessKeyId: 'spec', secretAccessKey: 'spec' },
      maxAttempts: 1,
    });
    const recommender = connect({
      client: record === undefined ? client : recordCalls(client, record),
      quota: shared === undefined ? { perSecond: Infinity } : { perSecond: 1_000, shared },
    });
    const close = async (): Promise<void> => {
      await recommender.close();
      client.destroy();
    };
    return Promise.resolve({ ...recommender, close });
  };
}

const alone = semaphore(1);

/**
 * Runs work with an environment in place of that of this process, where the SDK looks for region, credentials
 * and service. The work is given the command's own way to connect, and what the SDK has written to the console.
 * One at a time.
 */
export function withEnvironment<T>(
  env: NodeJS.ProcessEnv,
  work: (connect: Host['connect'], warned: () => string) => Promise<T>,
): Promise<T> {
  return alone(async () => {
    const before = { ...process.env };
    const { warn } = console;
    let warned = '';
    replaceEnvironment(env);
    console.warn = (...words) => {
      warned += `${format(...words)}\n`;
    };
    try {
      return await work(nodeHost().connect, () => warned);
    } finally {
      console.warn = warn;
      replaceEnvironment(before);
    }
  });
}

function replaceEnvironment(env: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env))
    if (env[name] === undefined) Reflect.deleteProperty(process.env, name);
  for (const [name, value] of Object.entries(env)) if (value !== undefined) process.env[name] = value;
}
