import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

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
  const child = spawn(process.execPath, ['--import', 'tsx', program, endpoint], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  });
  const ended = once(child, 'exit');
  return {
    listen: async port => {
      child.stdin.write(`${String(port)}\n`);
      const line = once(createInterface({ input: child.stdout }), 'line').then(([url]) => String(url));
      const early = ended.then(() => Promise.reject(new Error('the gateway ended before it listened')));
      return Promise.race([line, early]);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
