import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { nodeHost } from '../../../src/cli/process/nodeHost.js';
import type { Environment, Host } from '../../../src/cli/process/host.js';
import { connect } from '../../../src/recommender.js';
import { semaphore } from '../../support/semaphore.js';

/** Connects as the command does, to what an environment names, but without a look at `process.env` and without a quota. */
export function accountOf(env: Environment): Host['connect'] {
  return ({ region = env['AWS_REGION'], endpoint = env['AWS_ENDPOINT_URL_SAGEMAKER'] }) => {
    const client = new SageMakerClient({
      region: region!,
      // Nobody answers there.
      endpoint: endpoint ?? 'http://127.0.0.1:1',
      credentials: { accessKeyId: 'spec', secretAccessKey: 'spec' },
      maxAttempts: 1,
    });
    const recommender = connect({ client, quota: { perSecond: Infinity } });
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
 * and service; the work is given the command's own way to connect. One at a time.
 */
export function withEnvironment<T>(
  env: NodeJS.ProcessEnv,
  work: (connect: Host['connect']) => Promise<T>,
): Promise<T> {
  return alone(async () => {
    const before = { ...process.env };
    replaceEnvironment(env);
    try {
      return await work(nodeHost().connect);
    } finally {
      replaceEnvironment(before);
    }
  });
}

function replaceEnvironment(env: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env))
    if (env[name] === undefined) Reflect.deleteProperty(process.env, name);
  for (const [name, value] of Object.entries(env)) if (value !== undefined) process.env[name] = value;
}
