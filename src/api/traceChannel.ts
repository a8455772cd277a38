import { tracingChannel } from 'node:diagnostics_channel';

/** What a subscriber may set on a context at its `start`. */
export interface Around {
  /** Runs the work of the span, as with a context of AsyncLocalStorage. */
  around?: (<T>(work: () => T) => T) | undefined;
}

/** A tracing channel with contexts of one type. Without a subscriber no context is made, and no promise. */
export interface TraceChannel<C extends object> {
  /** Runs `work` as a span: `start` and `end`, `asyncEnd`, and `error` where it failed. It receives the context. */
  readonly span: <T>(context: () => C, work: (context?: C) => Promise<T>) => Promise<T>;
  /** Publishes something without length: `start` and `end` alone. */
  readonly point: (context: () => C) => void;
}

/** Opens the tracing channel of this name. */
export function traceChannel<C extends object>(name: string): TraceChannel<C> {
  const channel = tracingChannel<unknown, C>(name);
  const hasSubscribers = (): boolean =>
    channel.start.hasSubscribers ||
    channel.end.hasSubscribers ||
    channel.asyncStart.hasSubscribers ||
    channel.asyncEnd.hasSubscribers ||
    channel.error.hasSubscribers;
  return {
    span: (context, work) => {
      if (!hasSubscribers()) return work();
      const made = context();
      return channel.tracePromise(() => {
        const { around } = made as Around;
        return around === undefined ? work(made) : around(() => work(made));
      }, made);
    },
    point: context => {
      if (hasSubscribers()) channel.traceSync(() => undefined, context());
    },
  };
}
