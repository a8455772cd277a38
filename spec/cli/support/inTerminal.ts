import { spawnSync } from 'node:child_process';
import type { Context } from 'mocha';
import { CHILD_DEADLINE_MS, startChild, type Child } from '../../support/child.js';
import { skip } from '../../support/skip.js';
import { builtCommand } from './builtCommand.js';
import { environmentOf, type Setting } from './environmentOf.js';

/** Runs a command in a pseudo-terminal. */
export type Wrap = (command: readonly string[]) => readonly [string, ...(readonly string[])];

const PYTHON = 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))';
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Runs a command in a pseudo-terminal that is fed from its standard input. */
const WAYS: readonly { readonly test: Wrap; readonly wrap: Wrap }[] = [
  {
    test: () => ['python3', '-c', 'import os, pty; os.waitstatus_to_exitcode'],
    wrap: command => ['python3', '-c', PYTHON, ...command],
  },
  {
    test: () => ['script', '-qec', 'true', '/dev/null'],
    wrap: command => ['script', '-qec', command.map(quoted).join(' '), '/dev/null'],
  },
];

const wayHere = (): Wrap | undefined =>
  WAYS.find(({ test }) => {
    const [command, ...args] = test([]);
    return spawnSync(command, args, { stdio: 'ignore', timeout: CHILD_DEADLINE_MS }).status === 0;
  })?.wrap;

/** How to have a pseudo-terminal here. Skips the suite where there is no way. */
export function needTerminal(context: Context): Wrap {
  return wayHere() ?? skip(context, "neither python3's pty nor script of bsdutils is installed");
}

/** Starts the built command in a pseudo-terminal of 40 rows; both of its outputs are `stdout` then. */
export async function startInTerminal(
  wrap: Wrap,
  columns: number,
  args: readonly string[],
  setting: Setting,
): Promise<Child> {
  const size = `stty cols ${String(columns)} rows 40; exec "$@"`;
  const command = ['sh', '-c', size, 'sh', process.execPath, await builtCommand(), ...args];
  const [program, ...rest] = wrap(command);
  return startChild(program, rest, {
    env: environmentOf({ ...setting, env: { TERM: 'xterm-256color', ...setting.env } }),
  });
}
