// The command within this process: main() with a host that a spec drives. Specs get at it by way of runCommand.ts.
import type { Host } from '../../../src/cli/process/host.js';
import { main } from '../../../src/cli/main.js';
import { readInput } from '../../../src/cli/process/readInput.js';
import { systemTime } from '../../../src/core/time.js';
import type { Ended } from '../../support/child.js';
import { accountOf, withEnvironment } from './accounts.js';
import { environmentOf, type Setting } from './environmentOf.js';
import { fakeHost } from './fakeHost.js';
import { fakeOutput, type TerminalSize } from './fakeOutput.js';

/** What the command runs with. */
export interface RunOptions extends Setting, Partial<Pick<Host, 'connect' | 'time' | 'runShell'>> {
  /** Both outputs are this terminal, and all is in `stdout`; default: two pipes. */
  readonly terminal?: TerminalSize | undefined;
  /** The standard input. Default: none. */
  readonly stdin?: string | undefined;
  /** Reads the standard output too; the command waits for it. */
  readonly take?: ((text: string) => void | Promise<void>) | undefined;
  /** Receives a promise that resolves once the command connects, for which all that it then needs is loaded, or ends without. */
  readonly starting?: ((connecting: Promise<void>) => void) | undefined;
  /** What runs. Default: the command. */
  readonly program?: ((args: readonly string[], host: Host) => Promise<number>) | undefined;
}

/** A command that runs, what it has written so far, and how it ends. */
export interface Running {
  readonly out: { readonly stdout: string; readonly stderr: string };
  readonly ended: Promise<Ended>;
  /** Resolves once it connects to its account, or ends without. */
  readonly connecting: Promise<void>;
  /** Resolves when the output has what is looked for; fails where the command ends without. */
  readonly said: (what: RegExp) => Promise<void>;
  readonly signal: (name: NodeJS.Signals) => void;
}

/** Starts the command. */
export function startCommand(args: readonly string[], options: RunOptions = {}): Running {
  const { terminal, take = () => undefined, program = main, time = systemTime, stdin } = options;
  const env = environmentOf({
    ...options,
    env: { ...(terminal && { TERM: 'xterm-256color' }), ...options.env },
  });
  const { connect = accountOf(env) } = options;
  const out = { stdout: '', stderr: '' };
  const listeners = new Set<() => void>();
  let over = false;
  const hear = (name: 'stdout' | 'stderr', text: string): void => {
    out[name] += text;
    for (const listener of listeners) listener();
  };
  const stdout = fakeOutput({
    terminal,
    take: text => {
      // What a process would say after its exit is not heard.
      if (over) return;
      hear('stdout', text);
      return take(text);
    },
  });
  const stderr = terminal === undefined ? fakeOutput({ take: text => hear('stderr', text) }) : stdout;
  const closes: (() => Promise<void>)[] = [];
  let hasConnected: () => void;
  const connected = new Promise<void>(resolve => {
    hasConnected = resolve;
  });
  const host = fakeHost({
    env,
    stdout,
    stderr,
    time,
    ...(stdin !== undefined && {
      readInput: (path: string) => (path === '-' ? Promise.resolve(Buffer.from(stdin)) : readInput(path)),
    }),
    ...(options.runShell && { runShell: options.runShell }),
    regionOf: ({ region = env['AWS_REGION'] }) => Promise.resolve(region),
    connect: async account => {
      const recommender = await connect(account);
      closes.push(recommender.close);
      hasConnected();
      return recommender;
    },
  });
  const runToEnd = async (): Promise<number> => {
    const code = await program(args, host);
    await Promise.all([stdout, stderr].map(stream => new Promise(resolve => stream.write('', resolve))));
    return code;
  };
  const ended = Promise.race([runToEnd(), host.exited]).then(async code => {
    over = true;
    const heard = { code, ...out };
    await Promise.all(closes.map(close => close()));
    return heard;
  });
  const said = (what: RegExp): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (!what.test(out.stdout + out.stderr)) return;
        listeners.delete(look);
        resolve();
      };
      listeners.add(look);
      look();
      ended.then(({ stdout: text }) => reject(new Error(`ended without ${String(what)}: ${text}`)), reject);
    });
  const connecting = Promise.race([connected, ended.then(() => undefined)]);
  options.starting?.(connecting);
  return { out, ended, connecting, said, signal: host.signal };
}

/**
 * Runs the command to its end with the environment in place of that of this process, so that region,
 * credentials and service are found as users have it. One at a time: under the default quota.
 */
export function runInEnvironment(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return withEnvironment(environmentOf(options), async (connect, warned) => {
    const ended = await startCommand(args, { ...options, connect }).ended;
    return { ...ended, stderr: warned() + ended.stderr };
  });
}
