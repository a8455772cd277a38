import { install, type Clock } from '@sinonjs/fake-timers';

const GLOBALS = [
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'setImmediate',
  'clearImmediate',
  'queueMicrotask',
  'Date',
  'performance',
] as const;
const real = GLOBALS.map(name => [name, globalThis[name]] as const);
const { now: realNow } = Date;
const { now: realMonotonic } = performance;

type Options = Parameters<typeof install>[0];

let installed: Clock | undefined;

/**
 * Puts a fake clock in the place of the global one. Only this file knows how: whatever becomes of a spec, the root
 * hooks of `cleanUp` take the clock away behind it. There is one at a time.
 */
export function installFakeClock(options: Options = {}): Clock {
  if (installed !== undefined) throw new Error('a fake clock is installed already');
  const clock = install(options);
  const { uninstall } = clock;
  clock.uninstall = () => {
    uninstall.call(clock);
    if (installed === clock) installed = undefined;
  };
  installed = clock;
  return clock;
}

/** Runs the work while the wall clock is off by `offsetMs()`; timers and the monotonic clock stay real. */
export async function withWallClock<T>(offsetMs: () => number, work: () => Promise<T>): Promise<T> {
  Date.now = () => realNow() + offsetMs();
  try {
    return await work();
  } finally {
    Date.now = realNow;
  }
}

/** Makes timers and clocks real again, whoever has replaced them; answers whether they were not. */
export function uninstallFakeClock(): boolean {
  const wasFake = installed !== undefined || !isReal();
  installed?.uninstall();
  for (const [name, value] of real) Object.assign(globalThis, { [name]: value });
  Date.now = realNow;
  performance.now = realMonotonic;
  return wasFake;
}

const isReal = (): boolean =>
  real.every(([name, value]) => globalThis[name] === value) &&
  Date.now === realNow &&
  performance.now === realMonotonic;
