import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { GatewayTask } from './gatewayProcess.js';

/** Starts a gateway in a process of its own. Resolves once it listens. */
export async function startGateway(task: GatewayTask): Promise<ChildProcess> {
  const child = fork(new URL('./gatewayProcess.ts', import.meta.url), {
    execArgv: ['--import', 'tsx'],
    env: {
      // Credentials that the simulator takes.
      AWS_ACCESS_KEY_ID: 'bench',
      AWS_SECRET_ACCESS_KEY: 'bench',
      ...process.env,
      TASK: JSON.stringify(task),
    },
  });
  await once(child, 'message');
  return child;
}
