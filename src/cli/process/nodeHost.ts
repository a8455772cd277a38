import { access } from 'node:fs/promises';
import type { RecommenderClient } from '../../api/sageMakerApi.js';
import { systemTime } from '../../core/time.js';
import type { RecordOptions } from '../../testing/recording/recordCalls.js';
import { askCodeAt } from './askCode.js';
import type { AccountOptions, Host } from './host.js';
import { createFile } from './createFile.js';
import { readInput } from './readInput.js';
import { runShell } from './runShell.js';

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
    runShell,
    regionOf,
    connect,
  };
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

async function regionOf(account: Parameters<Host['regionOf']>[0]): ReturnType<Host['regionOf']> {
  const { regionOfAccount } = await import('../account/openAccount.js');
  return regionOfAccount(account, process.env);
}

async function connect({ shared, record, ...account }: AccountOptions): ReturnType<Host['connect']> {
  // Here and not before, so that what is refused at once needs no SDK.
  const [{ openAccount }, recommender] = await Promise.all([
    import('../account/openAccount.js'),
    import('../../recommender.js'),
  ]);
  const { client: own, dispose } = await openAccount(account, {
    env: process.env,
    time: systemTime,
    askCode: askCodeAt(process),
  });
  const client = record === undefined ? own : await recorded(own, record);
  const connected = recommender.connect({ client, quota: { shared } });
  const close = async (): Promise<void> => {
    await connected.close();
    dispose();
  };
  return { ...connected, close, [Symbol.asyncDispose]: close };
}

async function recorded(client: RecommenderClient, record: RecordOptions): Promise<RecommenderClient> {
  const { recordCalls } = await import('../../testing/recording/recordCalls.js');
  return recordCalls(client, record);
}
