import type { Cancel, Time } from '../../src/core/time.js';

/** A clock and timers that a spec moves on: an hour of many watches runs in seconds. */
export interface VirtualTime extends Time {
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
  /** Those of them that would keep a process alive. */
  readonly held: () => number;
}

interface Timer {
  readonly at: number;
  readonly turn: number;
  readonly holds: boolean;
  run: (() => void) | undefined;
}

/** Lets every promise that can settle do so. */
const settled = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

/** The time of day when virtual time is at 0. */
const START = Date.UTC(2026, 0, 15, 9);

/** Time that starts at 0 and stands still; `random` is the source of its randomness. */
export function virtualTime(random: () => number = () => 0.5): VirtualTime {
  const heap: Timer[] = [];
  let now = 0;
  let turns = 0;
  let waiting = 0;
  let holding = 0;
  let ids = 0;

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
    const { run } = timer;
    forget(timer);
    run?.();
    await settled();
    return true;
  }

  function forget(timer: Timer): void {
    if (timer.run === undefined) return;
    timer.run = undefined;
    waiting--;
    if (timer.holds) holding--;
  }

  function start(ms: number, run: () => void, holds: boolean): Cancel {
    const timer: Timer = { at: now + Math.max(0, ms), turn: turns++, holds, run };
    waiting++;
    if (holds) holding++;
    push(timer);
    return () => forget(timer);
  }

  const after: Time['after'] = (ms, run) => start(ms, run, true);

  return {
    monotonic: () => now,
    random,
    now: () => START + now,
    timeOrigin: () => START,
    uniqueId: () => (ids++).toString(16).padStart(16, '0'),
    after,
    afterUnref: (ms, run) => start(ms, run, false),
    leap: ms => {
      now += ms;
    },
    timers: () => waiting,
    held: () => holding,
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
