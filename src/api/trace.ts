import { tracingChannel, type TracingChannel } from 'node:diagnostics_channel';
import type { Operation } from './serviceApi.js';

/**
 * What `diagnostics_channel.tracingChannel('stepstream:call')` publishes. Each is a span (start, asyncEnd,
 * and error where it failed; a notice has start and end alone) of one kind:
 *
 * - `call`     one call of the port, with all its attempts;
 * - `wait`     the wait in the permit queue; its `result.waitedMs` is the duration;
 * - `attempt`  one request, `attempt` counted from 1; a throttle is one whose `error` has code `THROTTLED`;
 * - `backoff`  the pause before the next attempt, `delayMs` long, after the error `cause`;
 * - `page`     one page of a listing, `index` counted from 0;
 * - `notice`   a warning for the user: `code` and `message`.
 */
export interface TraceContext {
  readonly kind: 'call' | 'wait' | 'attempt' | 'backoff' | 'page' | 'notice';
  readonly operation?: Operation | undefined;
  readonly jobName?: string | undefined;
  readonly attempt?: number | undefined;
  readonly delayMs?: number | undefined;
  readonly cause?: unknown;
  readonly index?: number | undefined;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
}

/** The name of the tracing channel. */
export const CHANNEL = 'stepstream:call';

const channel: TracingChannel<unknown, TraceContext> = tracingChannel(CHANNEL);

const hasSubscribers = (): boolean =>
  channel.start.hasSubscribers ||
  channel.end.hasSubscribers ||
  channel.asyncStart.hasSubscribers ||
  channel.asyncEnd.hasSubscribers ||
  channel.error.hasSubscribers;

/** Runs `work` as a span. Without a subscriber it costs five reads of a flag, and no context is made. */
export function traced<T>(context: () => TraceContext, work: () => Promise<T>): Promise<T> {
  return hasSubscribers() ? channel.tracePromise(work, context()) : work();
}

/** Publishes a notice. */
export function notice(code: string, message: string): void {
  if (hasSubscribers()) channel.traceSync(() => undefined, { kind: 'notice', code, message });
}
