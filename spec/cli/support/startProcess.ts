// The built command in a process of its own, for what only a process can show. All else is runCommand.ts.
import { runChild, startChild, type Child, type Ended } from '../../support/child.js';
import { builtCommand } from './builtCommand.js';
import { environmentOf, type Setting } from './environmentOf.js';

/** Starts the built command in pipes. */
export async function startProcess(args: readonly string[], setting: Setting = {}): Promise<Child> {
  return startChild(process.execPath, [await builtCommand(), ...args], { env: environmentOf(setting) });
}

/** Runs the built command in pipes to its end. */
export async function runProcess(args: readonly string[], setting: Setting = {}): Promise<Ended> {
  return runChild(process.execPath, [await builtCommand(), ...args], { env: environmentOf(setting) });
}

/** Runs the built command within a shell's script, where `"$0" "$@"` is the command; answers what the script did. */
export async function runInShell(
  script: string,
  args: readonly string[],
  setting: Setting = {},
): Promise<Ended> {
  const command = [process.execPath, await builtCommand(), ...args];
  return runChild('sh', ['-c', script, ...command], { env: environmentOf(setting) });
}
