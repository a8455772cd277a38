// Processes of specs. Each has a deadline that only finds hangs; one that meets it is killed with all that it
// has started, and the error says which it was and what it had printed.
import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { availableParallelism } from 'node:os';
import { semaphore } from './semaphore.js';

/** How a process ended, and what it wrote. */
export interface Ended {
  /** The exit code, or the name of the signal that ended it. */
  readonly code: number | string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a process is started with. */
export interface ChildOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Milliseconds after which it is killed. Default 120 s. */
  readonly deadlineMs?: number;
}

/** A process, what it has written so far, and how it ends. */
export interface Child {
  readonly process: ChildProcess;
  readonly out: { readonly stdout: string; readonly stderr: string };
  /** Fails where the program can't be started (`ENOENT`), and where it was killed at its deadline. */
  readonly ended: Promise<Ended>;
  /** Resolves when the output has what is looked for; fails where the process ends without. */
  readonly said: (what: RegExp) => Promise<void>;
}

/** The longest that a process may take, in milliseconds. */
export const CHILD_DEADLINE_MS = 120_000;
/** mocha's limit for what starts processes, in milliseconds: the error of a process that hangs comes first. */
export const CHILD_LIMIT_MS: number = CHILD_DEADLINE_MS + 60_000;
const alive = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of alive) kill(child);
});

/** Kills a process, and those that it has started: each child leads a group of its own. */
function kill({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

/**
 * Starts a process that the spec talks to. For one that runs to its end by itself take `runChild`, which
 * waits for a free processor.
 */
export function startChild(
  command: string,
  args: readonly string[],
  { deadlineMs = CHILD_DEADLINE_MS, ...options }: ChildOptions = {},
): Child {
  const child = spawn(command, args, { ...options, stdio: 'pipe', detached: true });
  const out = { stdout: '', stderr: '' };
  const heard = new EventEmitter();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      out[name] += text;
      heard.emit('text');
    });
  }
  // One that ends without reading is no error.
  child.stdin.on('error', () => undefined);
  const printed = (): string => `stdout: ${out.stdout}\nstderr: ${out.stderr}`;
  const line = [command, ...args].join(' ');
  let timer: NodeJS.Timeout;
  const killed = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      kill(child);
      reject(new Error(`killed after ${String(deadlineMs / 1000)} s: ${line}\n${printed()}`));
    }, deadlineMs);
  });
  const closed = once(child, 'close').then(([code, signal]: (number | string | null)[]) => ({
    code: code ?? signal ?? null,
    ...out,
  }));
  alive.add(child);
  const ended = Promise.race([closed, killed]).finally(() => {
    alive.delete(child);
    clearTimeout(timer);
  });
  // Whoever awaits it hears of a failure; where `said` has failed nobody may.
  ended.catch(() => undefined);
  const said = (what: RegExp): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (!what.test(out.stdout + out.stderr)) return;
        heard.off('text', look);
        resolve();
      };
      heard.on('text', look);
      look();
      ended.then(() => reject(new Error(`ended without ${String(what)}: ${line}\n${printed()}`)), reject);
    });
  return { process: child, out, ended, said };
}

const onFreeProcessor = semaphore(availableParallelism());

/**
 * Runs a process to its end, fed with `input`. As many run at once as there are processors; the deadline
 * counts from the start of the process itself.
 */
export function runChild(
  command: string,
  args: readonly string[],
  { input = '', ...options }: ChildOptions & { readonly input?: string } = {},
): Promise<Ended> {
  return onFreeProcessor(() => {
    const child = startChild(command, args, options);
    child.process.stdin?.end(input);
    return child.ended;
  });
}
