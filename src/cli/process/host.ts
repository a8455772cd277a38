import type { SharedQuota } from '../../api/sharedQuota.js';
import type { Time } from '../../core/time.js';
import type { Recommender } from '../../recommender.js';
import type { ShellCommand, ShellOptions } from './runShell.js';
import type { RecordOptions } from '../../testing/recording/recordCalls.js';

/** The variables of an environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A standard output: a terminal, a pipe or a file. Node's own is one, and any writable stream can be. */
export interface OutputStream extends NodeJS.WritableStream {
  /** This and what follows is of a terminal alone. */
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  readonly hasColors?: (env?: Environment) => boolean;
}

/** An event of a process: a signal, or its exit. */
export type HostEvent = NodeJS.Signals | 'exit';

/** Signals, and the ways in which a process ends. */
export interface HostSignals {
  /** Calls the listener at each such event; returns a function that removes it. A signal without a listener ends the process. */
  readonly on: (event: HostEvent, listener: () => void) => () => void;
  /** Ends the process at once: nothing after it runs. */
  readonly exit: (code: number) => void;
  /** Stops the process until SIGCONT, as Ctrl-Z does. */
  readonly suspend: () => void;
}

/** The account to connect to; what isn't given is read from the environment and the files of profiles. */
export interface AccountOptions {
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
  /** A profile of ~/.aws. */
  readonly profile?: string | undefined;
  /** The quota that other processes draw on, too. */
  readonly shared?: SharedQuota | undefined;
  /** How each call is recorded. Default: not at all. */
  readonly record?: RecordOptions | undefined;
  /** Receives which account the connection asks, line by line, before any other call. Default: AWS STS isn't asked. */
  readonly tell?: ((line: string) => void) | undefined;
}

/** A file that is written in order. */
export interface OutputFile {
  /** Writes to the end of the file, before it returns. Throws the system's error. */
  readonly write: (text: string) => void;
  readonly close: () => void;
}

/** All that the command takes from the process that it runs in. */
export interface Host extends HostSignals {
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly time: Time;
  /** Reads a file whole; the standard input where the path is `-`. Fails with the system's error. */
  readonly readInput: (path: string) => Promise<Uint8Array>;
  /** Creates a file that its owner alone may read. Throws the system's error, `EEXIST` where it is there already. */
  readonly createFile: (path: string) => OutputFile;
  /** Whether there is a file of this path. */
  readonly exists: (path: string) => Promise<boolean>;
  /** Starts a command of the system's shell. */
  readonly runShell: (command: string, options: ShellOptions) => ShellCommand;
  /** The region of such a connection; undefined where nothing names one. Fails with `InvalidInputError`. */
  readonly regionOf: (account: Pick<AccountOptions, 'region' | 'profile'>) => Promise<string | undefined>;
  /**
   * Connects to an account: the one that aws-cli 2 would use. Without any call yet, unless for credentials that take a
   * question, and for `tell`. Loads the SDK.
   */
  readonly connect: (account: AccountOptions) => Promise<Recommender>;
}
