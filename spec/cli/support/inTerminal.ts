import { spawn, spawnSync } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import type { Context } from 'mocha';
import { skip } from '../../support/skip.js';
import { builtCommand } from './builtCommand.js';
import { environmentOf, running, type Ended, type RunOptions, type Running } from './runCommand.js';

/** What the terminal is. */
export interface TerminalOptions extends RunOptions {
  /** Default 80. */
  readonly columns?: number;
}

type Wrap = (command: readonly string[]) => readonly [string, ...(readonly string[])];

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

const way = WAYS.find(({ test }) => {
  const [command, ...args] = test([]);
  return spawnSync(command, args, { stdio: ['ignore', 'ignore', 'ignore'] }).status === 0;
});

/** Skips the suite where there is no way to have a pseudo-terminal. */
export function needTerminal(context: Context): void {
  if (way === undefined) skip(context, "neither python3's pty nor script of bsdutils is installed");
}

/** Starts the built command in a pseudo-terminal; both of its outputs are `stdout` then. */
export async function startInTerminal(
  args: readonly string[],
  { columns = 80, ...options }: TerminalOptions = {},
): Promise<Running> {
  const size = `stty cols ${String(columns)} rows 40; exec "$@"`;
  const command = ['sh', '-c', size, 'sh', process.execPath, await builtCommand(), ...args];
  const [program, ...rest] = way!.wrap(command);
  const env = { TERM: 'xterm-256color', ...environmentOf(options) };
  return running(spawn(program, rest, { env, timeout: 15_000 }));
}

/** Runs the built command in a pseudo-terminal to its end. */
export async function runInTerminal(args: readonly string[], options: TerminalOptions = {}): Promise<Ended> {
  const { ended } = await startInTerminal(args, options);
  return ended;
}

const WIPED = '\u001b[2K';

/** The lines that are left on the screen: the progress line is wiped, colours and cursor moves are gone. */
export function linesOf(output: string): string[] {
  return output.split(/\r?\n/).map(line => stripVTControlCharacters(line.split(WIPED).at(-1)!));
}
