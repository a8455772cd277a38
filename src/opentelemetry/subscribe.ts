import { subscribe as listen, unsubscribe } from 'node:diagnostics_channel';
import type { TraceContext } from '../api/trace.js';
import type { CHANNELS, GatewayContext, LiveContext, RedisContext } from '../core/telemetry.js';

/** What each channel publishes. */
interface Contexts {
  readonly [CHANNELS.call]: TraceContext;
  readonly [CHANNELS.live]: LiveContext;
  readonly [CHANNELS.gateway]: GatewayContext;
  readonly [CHANNELS.redis]: RedisContext;
}

/** What a tracing channel adds to a context: the error, where its work has failed, or the result. */
export interface Outcome {
  readonly error?: unknown;
  readonly result?: unknown;
}

/** Listens to some events of a tracing channel. Returns a function that ends it. */
export function subscribe<N extends keyof Contexts>(
  name: N,
  listeners: Partial<Record<'start' | 'asyncEnd', (context: Contexts[N] & Outcome) => void>>,
): () => void {
  const ends = Object.entries(listeners).map(([event, listener]) => {
    const channel = `tracing:${name}:${event}`;
    const hear = listener as (context: unknown) => void;
    listen(channel, hear);
    return () => {
      unsubscribe(channel, hear);
    };
  });
  return () => {
    for (const end of ends) end();
  };
}
