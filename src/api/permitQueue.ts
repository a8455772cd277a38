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
  /** Number of callers that wait, of one class or of both. */
  readonly size: (priority?: Priority) => number;
  /** Resolves with the `T` that `serve` makes. Rejects with `AbortedError` at once when `signal` fires. */
  readonly wait: (priority: Priority, signal: AbortSignal, since: number) => Promise<T>;
  /** Which class is next. `spare`: the background, as no other call waits, though it isn't its turn. */
  readonly next: () => Priority | 'spare' | undefined;
  /**
   * Serves the next caller, if there is one; one of `first`, if that class waits. `make` is given the moment
   * since which the caller waits, and its class.
   */
  readonly serve: (make: (since: number, priority: Priority) => T, first?: Priority) => void;
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

  function next(): Priority | 'spare' | undefined {
    const isTurn = foregroundInARow + 1 >= BACKGROUND_TURN;
    if (queues.background.size === 0) return queues.foreground.size > 0 ? 'foreground' : undefined;
    if (queues.foreground.size > 0) return isTurn ? 'background' : 'foreground';
    return isTurn ? 'background' : 'spare';
  }

  return {
    size: priority =>
      priority === undefined ? queues.foreground.size + queues.background.size : queues[priority].size,
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
    next,
    serve: (make, first) => {
      const kind = first !== undefined && queues[first].size > 0 ? first : next();
      const priority = kind === 'spare' ? 'background' : kind;
      const [waiter] = priority === undefined ? [] : queues[priority];
      const isCounted = priority === 'foreground' && queues.background.size > 0;
      foregroundInARow = isCounted ? foregroundInARow + 1 : 0;
      if (waiter !== undefined && priority !== undefined) waiter.resolve(make(waiter.since, priority));
    },
    rejectAll: reason => {
      for (const waiter of [...queues.foreground, ...queues.background]) waiter.reject(reason);
    },
  };
}
