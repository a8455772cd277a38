import type { NoticeCode } from '../core/noticeCodes.js';
import { CHANNELS, type QuotaView } from '../core/telemetry.js';
import type { Priority } from './callOptions.js';
import type { Operation } from './serviceApi.js';
import type { RequestTarget } from './requestTarget.js';
import { traceChannel, type Around } from './traceChannel.js';

/**
 * What `diagnostics_channel.tracingChannel('stepstream:call')` publishes. Each is a span (start, asyncEnd,
 * and error where it failed; a notice has start and end alone) of one kind:
 *
 * - `call`     one call of the port, with all its attempts;
 * - `wait`     the wait in the permit queue, with `priority`; its `result.waitedMs` is the duration;
 * - `attempt`  one request, `attempt` counted from 1; a throttle is one whose `error` has code `THROTTLED`;
 * - `backoff`  the pause before the next attempt, `delayMs` long, after the error `cause`;
 * - `page`     one page of a listing, `index` counted from 0;
 * - `notice`   a warning for the user: `code` and `message`.
 */
export interface TraceContext extends Around {
  readonly kind: 'call' | 'wait' | 'attempt' | 'backoff' | 'page' | 'notice';
  readonly operation?: Operation | undefined;
  readonly jobName?: string | undefined;
  readonly attempt?: number | undefined;
  readonly delayMs?: number | undefined;
  readonly cause?: unknown;
  readonly index?: number | undefined;
  readonly code?: NoticeCode | undefined;
  readonly message?: string | undefined;
  /** Of a wait, an attempt and a backoff: the context of the call around. Of a notice: that of the call that it is about. */
  readonly call?: object | undefined;
  /** Of a wait: the class of the call. */
  readonly priority?: Priority | undefined;
  /** Of a wait: the rate limit that it waits for. */
  readonly quota?: QuotaView | undefined;
  /** Of an attempt that was answered with a success, at its end: the id that AWS has given to the request. */
  requestId?: string | undefined;
  /** The same of its extended id, which some services give. */
  extendedRequestId?: string | undefined;
  /** Of an attempt, at its end: where its request was sent; undefined with a mock. */
  target?: RequestTarget | undefined;
}

/** The name of the tracing channel. */
export const CHANNEL: typeof CHANNELS.call = CHANNELS.call;

const { span, point } = traceChannel<TraceContext>(CHANNEL);

/** Runs `work` as a span. Without a subscriber it costs five reads of a flag, and no context is made. */
export const traced: <T>(
  context: () => TraceContext,
  work: (context?: TraceContext) => Promise<T>,
) => Promise<T> = span;

/** Publishes a notice, with the context of the call that it is about, where it is about one. */
export function notice(code: NoticeCode, message: string, call?: object): void {
  point(() => ({ kind: 'notice', code, message, ...(call !== undefined && { call }) }));
}
