import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import type { Host, HostEvent } from '../../../src/cli/process/host.js';
import { createFile } from '../../../src/cli/process/createFile.js';
import { readInput } from '../../../src/cli/process/readInput.js';
import { runShell } from '../../../src/cli/process/runShell.js';
import { systemTime } from '../../../src/core/time.js';
import { fakeOutput } from './fakeOutput.js';

/** A process that is none, driven by a spec. */
export interface FakeHost extends Host {
  /** Sends a signal. One that nobody listens for ends the process. */
  readonly signal: (name: NodeJS.Signals) => void;
  /** Resolves with the code of `exit`, or the name of the signal that has ended the process. */
  readonly exited: Promise<number | string>;
  /** What is listened for. */
  readonly listening: () => readonly HostEvent[];
  /** How often the process has been stopped until SIGCONT. */
  readonly suspensions: () => number;
}

/** A host that has written nothing yet; by default nobody reads what it writes, and no account is there. */
export function fakeHost(given: Partial<Host> = {}): FakeHost {
  const events = new EventEmitter();
  let suspensions = 0;
  let end: (code: number | string) => void;
  const exited = new Promise<number | string>(resolve => {
    end = resolve;
  });
  const die = (code: number | string): void => {
    events.emit('exit');
    end(code);
  };
  return {
    env: {},
    platform: 'linux',
    stdout: fakeOutput({ take: () => undefined }),
    stderr: fakeOutput({ take: () => undefined }),
    time: systemTime,
    on: (event, listener) => {
      events.on(event, listener);
      return () => events.off(event, listener);
    },
    exit: die,
    suspend: () => {
      suspensions += 1;
    },
    readInput: path => (path === '-' ? Promise.reject(new Error('no input')) : readInput(path)),
    createFile,
    runShell,
    exists: path => Promise.resolve(existsSync(path)),
    regionOf: ({ region }) => Promise.resolve(region),
    connect: () => Promise.reject(new Error('no account')),
    ...given,
    signal: name => {
      if (!events.emit(name)) die(name);
    },
    exited,
    listening: () => events.eventNames() as HostEvent[],
    suspensions: () => suspensions,
  };
}
