import type { Span, SpanContext } from '@opentelemetry/api';
import { Notes } from './notes.js';

/** The span of a context; of a wait or a pause that of its call, and the moment of its beginning, in milliseconds since the epoch. */
export interface RecordedSpan {
  readonly span: Span;
  readonly at: number;
}

/** The spans of what was published, of each `instrument` that runs. */
const recorders = new Set<Notes<RecordedSpan>>();

/** The spans of one `instrument`, until it ends. */
export function recordedSpans(): { readonly spans: Notes<RecordedSpan>; readonly end: () => void } {
  const spans = new Notes<RecordedSpan>();
  recorders.add(spans);
  return {
    spans,
    end: () => {
      recorders.delete(spans);
    },
  };
}

/**
 * The span of what `stepstream:call` has published, for a line of a log: of a call or an attempt its own, of anything
 * else that of its call. Undefined where there is none: without `instrument`, and of a notice that isn't about a call,
 * such as one of a shared quota.
 *
 * @example
 * ```ts
 * import { subscribe } from 'node:diagnostics_channel';
 * import { spanContextOf } from 'stepstream/opentelemetry';
 *
 * subscribe('tracing:stepstream:call:start', published => {
 *   const { kind, code } = published as { kind: string; code?: string };
 *   if (kind === 'notice') console.warn(code, spanContextOf(published as object)?.traceId);
 * });
 * ```
 */
export function spanContextOf(published: object): SpanContext | undefined {
  const { call } = published as { readonly call?: object };
  for (const spans of recorders) {
    const recorded = spans.get(published) ?? (call === undefined ? undefined : spans.get(call));
    if (recorded !== undefined) return recorded.span.spanContext();
  }
  return undefined;
}
