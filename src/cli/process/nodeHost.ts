import { systemTime } from '../../core/time.js';
import type { AccountOptions, Host } from './host.js';
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
    connect,
  };
}

async function connect({ profile, shared, ...options }: AccountOptions): ReturnType<Host['connect']> {
  if (profile !== undefined) useProfile(profile);
  // Here and not before, so that what is refused at once needs no SDK.
  const recommender = await import('../../recommender.js');
  return recommender.connect({ ...options, quota: { shared } });
}

/** As with aws-cli: a profile that is asked for counts more than keys in the environment, which the SDK reads. */
function useProfile(profile: string): void {
  process.env['AWS_PROFILE'] = profile;
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'])
    Reflect.deleteProperty(process.env, name);
}
