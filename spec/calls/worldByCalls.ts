import type { SimulatorOptions } from '../../src/testing/index.js';

/** A world that goes on by so many milliseconds with each call, and not with the clock of the machine. */
export function worldByCalls(msPerCall: number): Pick<SimulatorOptions, 'clock' | 'onCall'> {
  let now = 0;
  return {
    clock: { monotonic: () => now },
    onCall: () => {
      now += msPerCall;
    },
  };
}
