import { tracingChannel } from 'node:diagnostics_channel';

/** What a subscriber may set on a context at its `start`. */
export interface Around {
  /** Runs the work of the span, as with a context of AsyncLocalStorage. */
  around?: (<T>(work: () => T) => T) | undefined;
}

/** What a span adds to its context. */
interface Outcome {
  error?: unknown;
  result?: unknown;
}

/** A tracing channel with contexts of one type. Without a subscriber no context is made, and no promise. */
export interface TraceChannel<C extends object> {
  /**
   * Runs `work` as a span: `start` and `end`, `asyncStart` and `asyncEnd`, and `error` where it failed. It receives the
   * context, which has the result up to `asyncEnd` alone.
   */
  readonly span: <T>(context: () => C, work: (context?: C) => Promise<T>) => Promise<T>;
  /** Publishes something without length: `start` and `end` alone. */
  readonly point: (context: () => C) => void;
}

/** Opens the tracing channel of this name. */
export function traceChannel<C extends object>(name: string): TraceChannel<C> {
  const channel = tracingChannel<unknown, C>(name);
  const { start, end, asyncStart, asyncEnd, error } = channel;
  const hasSubscribers = (): boolean =>
    start.hasSubscribers ||
    end.hasSubscribers ||
    asyncStart.hasSubscribers ||
    asyncEnd.hasSubscribers ||
    error.hasSubscribers;

  const finish = (context: C): void => {
    asyncStart.publish(context);
    asyncEnd.publish(context);
  };
  const fail = (context: C, failure: unknown): void => {
    (context as Outcome).error = failure;
    error.publish(context);
  };

  /**
   * As `tracePromise`, which leaves the result on the context. Contexts of a listing hang together in the old generation of
   * the heap, and each would keep a page of steps there until the next full collection.
   */
  const run = <T>(context: C & Around, work: (context: C) => Promise<T>): Promise<T> => {
    const { around } = context;
    let promise: Promise<T>;
    try {
      promise = around === undefined ? work(context) : around(() => work(context));
    } catch (failure) {
      fail(context, failure);
      throw failure;
    } finally {
      end.publish(context);
    }
    return promise.then(
      result => {
        const outcome = context as Outcome;
        outcome.result = result;
        finish(context);
        outcome.result = undefined;
        return result;
      },
      (failure: unknown) => {
        fail(context, failure);
        finish(context);
        throw failure;
      },
    );
  };

  return {
    span: (context, work) => {
      if (!hasSubscribers()) return work();
      const made = context();
      return start.runStores(made, () => run(made, work));
    },
    point: context => {
      if (hasSubscribers()) channel.traceSync(() => undefined, context());
    },
  };
}
