import { once } from 'node:events';
import { join } from 'node:path';
import { startChild } from '../../support/child.js';

/** Longer than all specs of the page together, in milliseconds. */
const DEADLINE_MS = 1_800_000;

/** A gateway in a process of its own. */
export interface GatewayProcess {
  /** Listens; `port` 0 is any that is free. Answers the address. */
  readonly listen: (port: number) => Promise<string>;
  /** Ends it without a goodbye. */
  readonly kill: () => Promise<void>;
}

/** Starts a gateway with the page on a simulator. It is ready before it listens, so that little time is lost. */
export function startGateway(endpoint: string): GatewayProcess {
  const program = join(import.meta.dirname, 'gatewayProgram.ts');
  const child = startChild(process.execPath, ['--import', 'tsx', program, endpoint], {
    deadlineMs: DEADLINE_MS,
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  });
  const ended = once(child.process, 'exit');
  return {
    listen: async port => {
      child.process.stdin?.write(`${String(port)}\n`);
      await child.said(/http\S+\n/);
      return child.out.stdout.trimEnd();
    },
    kill: async () => {
      child.process.kill('SIGKILL');
      await ended;
    },
  };
}
