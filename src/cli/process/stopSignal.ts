import { EXIT } from './exitCodes.js';
import type { HostSignals } from './host.js';

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
export function onStopSignal(
  host: Pick<HostSignals, 'on' | 'exit'>,
  stop: (signal: StopSignal) => Promise<void>,
): { readonly release: () => void } {
  let stopping = false;
  const releases = (['SIGINT', 'SIGTERM'] as const).map(name =>
    host.on(name, () => {
      const end = (): void => host.exit(CODES[name]);
      if (stopping) {
        end();
        return;
      }
      stopping = true;
      stop({ name, exitCode: CODES[name] }).then(end, end);
    }),
  );
  return {
    release: () => {
      for (const release of releases) release();
    },
  };
}
