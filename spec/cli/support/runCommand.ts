// The command within this process, and accounts for it. Mocha and tsx load specs as CommonJS; what the command
// loads later, by import(), are ES modules, and they are other ones than those that a spec has imported: an error
// of the one is no `instanceof` of the other. So all that works together with the command is loaded as it loads
// itself. spec/cli/process.spec.ts starts the built command.
import type { SimulationOptions } from '../../../src/testing/index.js';
import type { Ended } from '../../support/child.js';
import type { Running, RunOptions } from './inProcess.js';
import type { VirtualAccount } from './virtualAccount.js';

export type { Ended, Running, RunOptions, VirtualAccount };

/** Starts the command. With a virtual account it resolves once the command connects to it: time stands still before. */
export async function startCommand(args: readonly string[], options?: RunOptions): Promise<Running> {
  const inProcess = await import('./inProcess.js');
  const running = inProcess.startCommand(args, options);
  if (options?.starting !== undefined) await running.connecting;
  return running;
}

/** Runs the command to its end. */
export async function runCommand(args: readonly string[], options?: RunOptions): Promise<Ended> {
  const { ended } = await startCommand(args, options);
  return ended;
}

/**
 * Runs the command to its end with its environment in place of that of this process: region, credentials and
 * service are found as users have it, and the quota is the default. One at a time.
 */
export async function runInEnvironment(args: readonly string[], options?: RunOptions): Promise<Ended> {
  const inProcess = await import('./inProcess.js');
  return inProcess.runInEnvironment(args, options);
}

/** Makes an account in virtual time, at 15 January 2026, 09:00 UTC. */
export async function virtualAccount(options: SimulationOptions): Promise<VirtualAccount> {
  // The command is loaded before time passes.
  const [account] = await Promise.all([import('./virtualAccount.js'), import('./inProcess.js')]);
  return account.virtualAccount(options);
}
