import { AbortedError } from '../core/errors.js';
import type { Priority } from './recommenderApi.js';

/**
 * While both classes wait, every fourth turn goes to the background. A poll that takes four times as long is
 * still a poll. A listing that a user waits for loses a quarter of the rate at most.
 */
const BACKGROUND_TURN = 4;

interface Waiter<T> {
  readonly since: number;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: Error) => void;
}

/** The queue of the callers that wait for a `T`. */
export interface PermitQueue<T> {
  readonly size: () => number;
  /** Resolves with the `T` that `serve` makes. Rejects with `AbortedError` at once when `signal` fires. */
  readonly wait: (priority: Priority, signal: AbortSignal, since: number) => Promise<T>;
  /** Serves the next caller, if there is one. `make` is given the moment since which that caller waits. */
  readonly serve: (make: (since: number) => T) => void;
  /** Rejects all waiting callers. */
  readonly rejectAll: (reason: Error) => void;
}

/**
 * Makes a priority queue with two classes: first in, first out within each; foreground before background,
 * but every fourth turn goes to the background if it waits.
 *
 * An abort takes constant time, wherever in the queue the caller is. It leaves no gap in the queue, and no
 * caller leaves a listener on its signal. `onAbort` is called after an abort.
 */
export function createPermitQueue<T>(onAbort: () => void): PermitQueue<T> {
  // A Set keeps the order of insertion, and deletes in constant time.
  const queues: Record<Priority, Set<Waiter<T>>> = { foreground: new Set(), background: new Set() };
  let foregroundInARow = 0;

  const next = (): Waiter<T> | undefined => {
    const [foreground] = queues.foreground;
    const [background] = queues.background;
    if (background === undefined) foregroundInARow = 0;
    if (foreground !== undefined && (background === undefined || ++foregroundInARow < BACKGROUND_TURN)) {
      return foreground;
    }
    foregroundInARow = 0;
    return background;
  };

  return {
    size: () => queues.foreground.size + queues.background.size,
    wait: (priority, signal, since) =>
      new Promise<T>((resolve, reject) => {
        if (signal.aborted) {
          reject(new AbortedError(undefined, { cause: signal.reason }));
          return;
        }
        const queue = queues[priority];
        const leave = (): void => {
          queue.delete(waiter);
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
        queue.add(waiter);
        signal.addEventListener('abort', abort);
      }),
    serve: make => {
      const waiter = next();
      if (waiter !== undefined) waiter.resolve(make(waiter.since));
    },
    rejectAll: reason => {
      for (const waiter of [...queues.foreground, ...queues.background]) waiter.reject(reason);
    },
  };
}
