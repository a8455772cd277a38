// The only file of src that reads the clocks and the randomness of this machine, and sets its timers.

/** A clock and randomness, passed as arguments, so that tests can pass their own. */
export interface Clock {
  /** Milliseconds that never go back. */
  readonly monotonic: () => number;
  /** A random number, evenly distributed from 0 (included) to 1 (excluded). */
  readonly random: () => number;
}

/** Cancels a timer; does nothing once it has fired. */
export type Cancel = () => void;

/** A clock, the time of day, and timers. */
export interface Time extends Clock {
  /** Milliseconds since the epoch, by the wall clock, which can be set back. */
  readonly now: () => number;
  /** Milliseconds since the epoch, with decimals, at which `monotonic` was 0. */
  readonly timeOrigin: () => number;
  /** 16 random hexadecimal digits, unique and not guessable. */
  readonly uniqueId: () => string;
  /** Calls `run` once, after this many milliseconds, unless cancelled. The timer keeps the process alive. */
  readonly after: (ms: number, run: () => void) => Cancel;
  /** As `after`, with a timer that doesn't keep the process alive. */
  readonly afterUnref: (ms: number, run: () => void) => Cancel;
}

/** Longest wait of a timer of Node and of browsers, in milliseconds. A longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const start = (ms: number, run: () => void): ReturnType<typeof setTimeout> =>
  setTimeout(run, Math.min(ms, LONGEST_TIMER_MS));

/** The time of this machine. A timer that should wait longer than 24.8 days fires after 24.8 days. */
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

/** Unrefs a timer of Node. A timer of a browser is a number. */
function unref(timer: unknown): void {
  (timer as Partial<NodeTimer>).unref?.();
}

interface NodeTimer {
  readonly unref: () => void;
}
