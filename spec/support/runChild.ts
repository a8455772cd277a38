import { spawn, type ChildProcess } from 'node:child_process';

/** The longest a child may take, in milliseconds. It only finds hangs. */
export const CHILD_DEADLINE_MS = 120_000;

/** What a child printed, and how it ended. */
export interface ChildResult {
  readonly stdout: string;
  readonly stderr: string;
  /** null where it was ended by a signal. */
  readonly code: number | null;
}

/** What a child is run with. */
export interface ChildOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly stdin?: string;
}

/**
 * Runs a command to its end. Fails with the error of `spawn` where it can't be started; a child that is
 * still there after 120 s is killed, and the error says which it was and what it had printed.
 */
export function runChild(
  command: string,
  args: readonly string[],
  { env = process.env, stdin = '' }: ChildOptions = {},
): Promise<ChildResult> {
  const child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdin.on('error', () => undefined);
  child.stdin.end(stdin);
  return new Promise((resolve, reject) => {
    const forget = killAfterDeadline(child, [command, ...args].join(' '), () => stdout + stderr, reject);
    child.on('error', error => {
      forget();
      reject(error);
    });
    child.on('close', code => {
      forget();
      resolve({ stdout, stderr, code });
    });
  });
}

/** Kills a child that is still there after 120 s, and tells `failed` of it; answers how to forget it. */
export function killAfterDeadline(
  child: ChildProcess,
  command: string,
  printed: () => string,
  failed: (error: Error) => void,
): () => void {
  const timer = setTimeout(() => {
    child.kill('SIGKILL');
    failed(
      new Error(`${command}: killed after ${String(CHILD_DEADLINE_MS / 1000)} s; it printed: ${printed()}`),
    );
  }, CHILD_DEADLINE_MS);
  return () => {
    clearTimeout(timer);
  };
}
