// The only file of src that reads the clocks and the randomness of this machine, and sets its timers.

/** A clock and randomness, as arguments: a test passes its own. */
export interface Clock {
  /** Milliseconds that never go back. */
  readonly monotonic: () => number;
  /** Evenly from 0 (included) to 1 (excluded). */
  readonly random: () => number;
}

/** Takes back what was to happen; does nothing once it has. */
export type Cancel = () => void;

/** A clock, the time of day, and timers. */
export interface Time extends Clock {
  /** Milliseconds since the epoch, by the wall clock: it can be set, and goes back then. */
  readonly now: () => number;
  /** Milliseconds since the epoch, with decimals, at which `monotonic` was 0. */
  readonly timeOrigin: () => number;
  /** 16 hexadecimal digits that nobody can guess, and that nobody else has. */
  readonly uniqueId: () => string;
  /** Calls `run` once, after this many milliseconds, unless cancelled. The timer keeps the process alive. */
  readonly after: (ms: number, run: () => void) => Cancel;
  /** The same with a timer that doesn't keep the process alive. */
  readonly afterUnref: (ms: number, run: () => void) => Cancel;
}

/** The longest wait of a timer of Node and of browsers, in milliseconds; a longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const start = (ms: number, run: () => void): ReturnType<typeof setTimeout> =>
  setTimeout(run, Math.min(ms, LONGEST_TIMER_MS));

/** The time of this machine. A timer fires after 24.8 days where it is to wait longer. */
export const systemTime: Time = {
  monotonic: () => performance.now(),
  random: () => Math.random(),
  now: () => Date.now(),
  timeOrigin: () => performance.timeOrigin,
  uniqueId: () =>
    Array.from(crypto.getRandomValues(new Uint8Array(8)), byte => byte.toString(16).padStart(2, '0')).join(
      '',
    ),
  after: (ms, run) => {
    const timer = start(ms, run);
    return () => {
      clearTimeout(timer);
    };
  },
  afterUnref: (ms, run) => {
    const timer = start(ms, run);
    unref(timer);
    return () => {
      clearTimeout(timer);
    };
  },
};

/** A timer of a browser is a number, and keeps nothing alive. */
function unref(timer: unknown): void {
  (timer as Partial<NodeTimer>).unref?.();
}

interface NodeTimer {
  readonly unref: () => void;
}
