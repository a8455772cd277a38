import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { BARE } from '../../support/environment.js';
import { builtCommand } from './builtCommand.js';

/** How a process ended, and what it wrote. */
export interface Ended {
  /** The code, or the name of the signal that ended it. */
  readonly code: number | string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a process is started with. */
export interface RunOptions {
  /** Where the service is; default: nowhere. */
  readonly endpoint?: string | undefined;
  readonly env?: NodeJS.ProcessEnv;
}

/** The environment of somebody with credentials and a region, and nothing else of AWS. */
export function environmentOf({ endpoint, env }: RunOptions): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ...BARE,
    NO_COLOR: undefined,
    FORCE_COLOR: undefined,
    // Node takes a terminal in CI for one without colours.
    CI: undefined,
    COLUMNS: undefined,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'spec',
    AWS_SECRET_ACCESS_KEY: 'spec',
    ...(endpoint !== undefined && { AWS_ENDPOINT_URL_SAGEMAKER: endpoint }),
    ...env,
  };
}

/** Starts the built command in pipes. */
export async function startCommand(args: readonly string[], options: RunOptions = {}): Promise<Running> {
  const file = await builtCommand();
  return running(spawn(process.execPath, [file, ...args], { env: environmentOf(options), timeout: 15_000 }));
}

/** Runs the built command in pipes to its end. */
export async function runCommand(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const { child, ended } = await startCommand(args, options);
  child.stdin?.end();
  return ended;
}

/** A process, what it has written so far, and how it ends. */
export interface Running {
  readonly child: ChildProcess;
  readonly out: { stdout: string; stderr: string };
  readonly ended: Promise<Ended>;
  /** Resolves when the output has what is looked for. */
  readonly said: (what: RegExp) => Promise<void>;
}

/** Listens to a process. */
export function running(child: ChildProcess): Running {
  const out = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      out[name] += text;
    });
  }
  const ended = once(child, 'close').then(([code, signal]: (number | string | null)[]) => ({
    code: code ?? signal ?? null,
    ...out,
  }));
  const said = async (what: RegExp): Promise<void> => {
    while (!what.test(out.stdout + out.stderr)) await once(child.stdout!, 'data');
  };
  return { child, out, ended, said };
}
