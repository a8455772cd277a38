import { access } from 'node:fs/promises';
import { systemTime } from '../../core/time.js';
import type { AccountOptions, Host } from './host.js';
import { createFile } from './createFile.js';
import { readInput } from './readInput.js';

/** The process that runs this. */
export function nodeHost(): Host {
  // The SDK's warning about Node 20 is of no use to a user of the command.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  return {
    env: process.env,
    platform: process.platform,
    stdout: process.stdout,
    stderr: process.stderr,
    time: systemTime,
    on: (event, listener) => {
      process.on(event, listener);
      return () => process.off(event, listener);
    },
    exit: code => process.exit(code),
    suspend: () => process.kill(process.pid, 'SIGSTOP'),
    readInput,
    createFile,
    exists,
    regionOf,
    connect,
  };
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

async function regionOf({
  region,
  profile,
}: Pick<AccountOptions, 'region' | 'profile'>): ReturnType<Host['regionOf']> {
  if (region !== undefined) return region;
  if (profile !== undefined) useProfile(profile);
  const { SageMakerClient } = await import('@aws-sdk/client-sagemaker');
  const client = new SageMakerClient({});
  try {
    return await client.config.region();
  } catch {
    // The connection fails for want of it, and says what to give.
    return undefined;
  } finally {
    client.destroy();
  }
}

async function connect({ profile, shared, record, ...options }: AccountOptions): ReturnType<Host['connect']> {
  if (profile !== undefined) useProfile(profile);
  // Here and not before, so that what is refused at once needs no SDK.
  const recommender = await import('../../recommender.js');
  if (record === undefined) return recommender.connect({ ...options, quota: { shared } });
  const { recordedClient } = await import('./recordedClient.js');
  const { client, dispose } = recordedClient(options, record);
  const recorded = recommender.connect({ ...options, client, quota: { shared } });
  const close = async (): Promise<void> => {
    await recorded.close();
    dispose();
  };
  return { ...recorded, close, [Symbol.asyncDispose]: close };
}

/** As with aws-cli: a profile that is asked for counts more than keys in the environment, which the SDK reads. */
function useProfile(profile: string): void {
  process.env['AWS_PROFILE'] = profile;
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'])
    Reflect.deleteProperty(process.env, name);
}
