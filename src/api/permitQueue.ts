import { AbortedError } from '../core/errors.js';
import type { Priority } from './recommenderApi.js';

/**
 * While both classes wait, one turn in this many is for the background. A poll that comes four times
 * as late is still a poll; a listing that somebody watches loses a quarter of the rate at the most.
 */
const BACKGROUND_TURN = 4;

interface Waiter<T> {
  readonly since: number;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: Error) => void;
}

/** Those who wait for a `T`, in the order in which they get one. */
export interface PermitQueue<T> {
  readonly size: () => number;
  /** Resolves with the `T` that `serve` makes; rejects with `AbortedError` at once when `signal` fires. */
  readonly join: (priority: Priority, signal: AbortSignal, since: number) => Promise<T>;
  /** Serves the next in line, if there is one; `make` is told since when it has waited. */
  readonly serve: (make: (since: number) => T) => void;
  /** Sends everybody away. */
  readonly refuse: (reason: Error) => void;
}

/**
 * A line of two classes: first come, first served within each; foreground before background, but every
 * fourth turn is for the background if it waits.
 *
 * Leaving costs the same wherever in the line one stands. Nobody who has left holds a place, and no
 * listener stays on the signal of whoever was served, refused or has left; `onLeave` is called after
 * somebody has left by the signal.
 */
export function createPermitQueue<T>(onAbort: () => void): PermitQueue<T> {
  // A Set keeps the order of arrival and forgets a member in constant time.
  const lines: Record<Priority, Set<Waiter<T>>> = { foreground: new Set(), background: new Set() };
  let foregroundInARow = 0;

  const next = (): Waiter<T> | undefined => {
    const [first] = lines.foreground;
    const [poll] = lines.background;
    if (poll === undefined) foregroundInARow = 0;
    if (first !== undefined && (poll === undefined || ++foregroundInARow < BACKGROUND_TURN)) return first;
    foregroundInARow = 0;
    return poll;
  };

  return {
    size: () => lines.foreground.size + lines.background.size,
    join: (priority, signal, since) =>
      new Promise<T>((resolve, reject) => {
        if (signal.aborted) {
          reject(new AbortedError(undefined, { cause: signal.reason }));
          return;
        }
        const line = lines[priority];
        const leave = (): void => {
          line.delete(waiter);
          signal.removeEventListener('abort', abort);
        };
        const abort = (): void => {
          leave();
          reject(new AbortedError(undefined, { cause: signal.reason }));
          onAbort();
        };
        const waiter: Waiter<T> = {
          since,
          resolve: value => {
            leave();
            resolve(value);
          },
          reject: reason => {
            leave();
            reject(reason);
          },
        };
        line.add(waiter);
        signal.addEventListener('abort', abort);
      }),
    serve: make => {
      const waiter = next();
      if (waiter !== undefined) waiter.resolve(make(waiter.since));
    },
    refuse: reason => {
      for (const waiter of [...lines.foreground, ...lines.background]) waiter.reject(reason);
    },
  };
}
