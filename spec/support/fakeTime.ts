import type { Clock } from '@sinonjs/fake-timers';
import { getEventListeners } from 'node:events';
import { installFakeClock } from './fakeClock.js';

/** Timers that a test moves on, for each test of the suite around. */
export function useFakeTime(): Clock {
  let installed: Clock;
  const now = {} as Clock;
  beforeEach(() => {
    installed = installFakeClock({ toFake: ['setTimeout', 'clearTimeout'] });
    Object.setPrototypeOf(now, installed);
  });
  afterEach(() => {
    installed.uninstall();
  });
  return now;
}

/** How many listen for the signal's abort. */
export const listeners = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length;
