import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { FaultKind, FaultTarget, SimulatorOptions, SimulatorStats } from 'stepstream/testing';

/** What the server process is asked. */
export type Request =
  | { readonly kind: 'start'; readonly options: SimulatorOptions }
  | { readonly kind: 'fault'; readonly fault: FaultKind; readonly target?: FaultTarget }
  | { readonly kind: 'stats' };

/** What it answers. */
export interface Reply {
  readonly endpoint?: string;
  readonly stats?: SimulatorStats | undefined;
}

/** A simulator in another process. */
export interface Remote {
  /** Starts afresh, in place of the one before; answers where it listens. */
  readonly start: (options: SimulatorOptions) => Promise<string>;
  readonly fault: (fault: FaultKind, target?: FaultTarget) => Promise<void>;
  readonly stats: () => Promise<SimulatorStats>;
  readonly end: () => void;
}

/** Starts the process of the server. */
export function remote(): Remote {
  const child: ChildProcess = fork(new URL('./server.ts', import.meta.url), {
    execArgv: ['--import', 'tsx'],
  });
  const ask = async (request: Request): Promise<Reply> => {
    child.send(request);
    const [reply] = (await once(child, 'message')) as [Reply];
    return reply;
  };
  return {
    start: async options => (await ask({ kind: 'start', options })).endpoint!,
    fault: async (fault, target) => {
      await ask({ kind: 'fault', fault, target });
    },
    stats: async () => (await ask({ kind: 'stats' })).stats!,
    end: () => {
      child.kill();
    },
  };
}
