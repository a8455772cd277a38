import type { LiveTime } from '../../src/live/liveTime.js';

/** A clock and timers that a spec moves on: an hour of many watches runs in seconds. */
export interface VirtualTime extends LiveTime {
  /** Lets this much time pass, timer by timer, with all promises in between. */
  readonly pass: (ms: number) => Promise<void>;
  /** Lets time pass until this holds, looked at after each timer; fails after `mostMs`. */
  readonly until: (holds: () => boolean, mostMs?: number) => Promise<void>;
  /** Resolves after so much of this time. */
  readonly sleep: (ms: number) => Promise<void>;
  /** Time goes on by this much and no timer runs, as while a laptop sleeps; those that are overdue run next. */
  readonly leap: (ms: number) => void;
  /** Timers that wait. */
  readonly timers: () => number;
}

interface Timer {
  readonly at: number;
  readonly turn: number;
  run: (() => void) | undefined;
}

/** Lets every promise that can settle do so. */
const settled = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

/** Time that starts at 0 and stands still; `random` is the source of its randomness. */
export function virtualTime(random: () => number = () => 0.5): VirtualTime {
  const heap: Timer[] = [];
  let now = 0;
  let turns = 0;
  let waiting = 0;

  const isBefore = (a: Timer, b: Timer): boolean => a.at < b.at || (a.at === b.at && a.turn < b.turn);
  function push(timer: Timer): void {
    let i = heap.push(timer) - 1;
    while (i > 0) {
      const up = (i - 1) >> 1;
      if (!isBefore(timer, heap[up]!)) break;
      heap[i] = heap[up]!;
      i = up;
    }
    heap[i] = timer;
  }
  function pop(): void {
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
      if (!isBefore(heap[child]!, last)) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = last;
  }
  function next(): Timer | undefined {
    while (heap.length > 0 && heap[0]!.run === undefined) pop();
    return heap[0];
  }

  /** Runs the next timer that is due by `end`; answers whether there was one. */
  async function step(end: number): Promise<boolean> {
    const timer = next();
    if (timer === undefined || timer.at > end) {
      now = Math.max(now, end);
      return false;
    }
    pop();
    now = Math.max(now, timer.at);
    waiting--;
    const { run } = timer;
    timer.run = undefined;
    run?.();
    await settled();
    return true;
  }

  const after: LiveTime['after'] = (ms, run) => {
    const timer: Timer = { at: now + Math.max(0, ms), turn: turns++, run };
    waiting++;
    push(timer);
    return () => {
      if (timer.run === undefined) return;
      timer.run = undefined;
      waiting--;
    };
  };

  return {
    monotonic: () => now,
    random,
    after,
    leap: ms => {
      now += ms;
    },
    timers: () => waiting,
    sleep: ms =>
      new Promise(resolve => {
        after(ms, resolve);
      }),
    pass: async ms => {
      const end = now + ms;
      await settled();
      while (await step(end));
    },
    until: async (holds, mostMs = 7 * 24 * 3_600_000) => {
      const end = now + mostMs;
      await settled();
      while (!holds()) if (!(await step(end))) throw new Error(`still not: ${String(holds)}`);
    },
  };
}
