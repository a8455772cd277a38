import { tracingChannel } from 'node:diagnostics_channel';
import { CHANNEL, type TraceContext } from '../../src/api/trace.js';

/** One event of the tracing channel, and what its context says at that moment. */
export type TraceEvent = TraceContext & {
  readonly event: 'start' | 'end' | 'asyncStart' | 'asyncEnd' | 'error';
  readonly result?: unknown;
  readonly error?: unknown;
};

/** Listens on `stepstream:call` during each test of the suite around; the list starts anew with each. */
export function useTrace(): TraceEvent[] {
  const events: TraceEvent[] = [];
  const record = (event: TraceEvent['event']) => (context: TraceContext) => {
    events.push({ event, ...context });
  };
  const subscriber = {
    start: record('start'),
    end: record('end'),
    asyncStart: record('asyncStart'),
    asyncEnd: record('asyncEnd'),
    error: record('error'),
  };
  const channel = tracingChannel<unknown, TraceContext>(CHANNEL);
  beforeEach(() => {
    events.length = 0;
    channel.subscribe(subscriber);
  });
  afterEach(() => {
    channel.unsubscribe(subscriber);
  });
  return events;
}

/** What the spans were started with. */
export const started = (events: readonly TraceEvent[]): TraceContext[] =>
  events.flatMap(({ event, ...context }) => (event === 'start' ? [context] : []));
