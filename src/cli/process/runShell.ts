import { spawn } from 'node:child_process';

/** What a command of a shell is started with. */
export interface ShellOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** All of its standard input. */
  readonly input: string;
  /** Takes what it writes, to either output. */
  readonly output: (text: string) => void;
}

/** A command of a shell that runs. */
export interface ShellCommand {
  /** Resolves with its exit code, the signal that ended it, or why it couldn't be started. */
  readonly ended: Promise<number | string>;
  readonly kill: (signal: NodeJS.Signals) => void;
}

/** Starts a command of the system's shell: `sh`, and `cmd.exe` on Windows. */
export function runShell(command: string, { env, input, output }: ShellOptions): ShellCommand {
  const child = spawn(command, { shell: true, env, stdio: 'pipe' });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', output);
  // A command need not read its input.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return {
    ended: new Promise(resolve => {
      child.on('error', ({ message }) => resolve(message));
      child.on('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
    }),
    kill: signal => void child.kill(signal),
  };
}
