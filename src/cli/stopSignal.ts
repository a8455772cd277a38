import { EXIT } from './exitCodes.js';

/** Ctrl-C or SIGTERM. */
export interface StopSignal {
  readonly name: 'SIGINT' | 'SIGTERM';
  readonly exitCode: number;
}

const CODES = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated } as const;

/**
 * Calls `stop` at the first Ctrl-C or SIGTERM, and ends the process when it is done. A second signal ends
 * it at once. Until this is called, and after `release`, Node ends the process by the signal itself.
 */
export function onStopSignal(stop: (signal: StopSignal) => Promise<void>): { readonly release: () => void } {
  let stopping = false;
  const listeners = (['SIGINT', 'SIGTERM'] as const).map(name => {
    const listener = (): void => {
      const end = (): void => process.exit(CODES[name]);
      if (stopping) end();
      stopping = true;
      stop({ name, exitCode: CODES[name] }).then(end, end);
    };
    process.on(name, listener);
    return { name, listener };
  });
  return {
    release: () => {
      for (const { name, listener } of listeners) process.off(name, listener);
    },
  };
}
