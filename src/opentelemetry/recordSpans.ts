import {
  context as active,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Span,
  type Tracer,
} from '@opentelemetry/api';
import type { RequestTarget } from '../api/requestTarget.js';
import type { TraceContext } from '../api/trace.js';
import { AbortedError } from '../core/errors.js';
import { publicError } from '../core/publicError.js';
import type { Time } from '../core/time.js';
import { CHANNELS } from '../core/telemetry.js';
import { ATTRIBUTES, awsErrorOf, errorTypeOf, failedIds, METHODS, SERVICE, SYSTEM } from './conventions.js';
import { recordedSpans } from './recordedSpans.js';
import { subscribe, type Outcome } from './subscribe.js';

/** Shortest wait for a permit that becomes an event of its call, in milliseconds. */
const MIN_WAIT_MS = 1;

/**
 * Makes a span of each call and of each of its attempts, and events of its waits and pauses. Returns a function that
 * ends that; spans that have begun by then have no end.
 */
export function recordSpans(tracer: Tracer, jobNames: boolean, time: Pick<Time, 'now'>): () => void {
  const { spans: begun, end: forget } = recordedSpans();

  /**
   * Begins the span of a context, where it has one. That of an attempt is the active one of OpenTelemetry while the request
   * runs, for the spans of the HTTP client and for logs.
   */
  const begin = (traced: TraceContext): void => {
    const { kind } = traced;
    if (kind === 'page' || kind === 'notice') return;
    const call = traced.call === undefined ? undefined : begun.get(traced.call)?.span;
    if (kind === 'wait' || kind === 'backoff') {
      if (call !== undefined) begun.set(traced, { span: call, at: time.now() });
      return;
    }
    const present = active.active();
    const parent = call === undefined ? present : trace.setSpan(present, call);
    const span = tracer.startSpan(nameOf(traced), optionsOf(traced, jobNames), parent);
    begun.set(traced, { span, at: 0 });
    if (kind !== 'attempt') return;
    const within = trace.setSpan(present, span);
    traced.around = work => active.with(within, work);
  };

  const end = (traced: TraceContext & Outcome): void => {
    const { span, at } = begun.get(traced) ?? {};
    if (span === undefined || at === undefined) return;
    if (traced.kind === 'wait') addWait(span, at, traced);
    else if (traced.kind === 'backoff') addBackoff(span, at, traced);
    else {
      if (traced.target !== undefined) {
        const attributes = attributesOf(traced.target);
        span.setAttributes(attributes);
        // The call is that of its last attempt.
        if (traced.call !== undefined) begun.get(traced.call)?.span.setAttributes(attributes);
      }
      endSpan(span, traced);
    }
  };

  const unsubscribe = subscribe(CHANNELS.call, { start: begin, asyncEnd: end });
  return () => {
    unsubscribe();
    forget();
  };
}

const nameOf = ({ operation }: TraceContext): string =>
  operation === undefined ? SERVICE : `${SERVICE}.${METHODS[operation]}`;

function optionsOf(
  { kind, operation, jobName, attempt }: TraceContext,
  jobNames: boolean,
): { readonly kind: SpanKind; readonly attributes: Attributes } {
  const attributes: Attributes = {
    [ATTRIBUTES.system]: SYSTEM,
    [ATTRIBUTES.systemName]: SYSTEM,
    [ATTRIBUTES.service]: SERVICE,
  };
  if (operation !== undefined) attributes[ATTRIBUTES.method] = METHODS[operation];
  if (jobNames && jobName !== undefined) attributes[ATTRIBUTES.jobName] = jobName;
  if (attempt !== undefined) attributes[ATTRIBUTES.attempt] = attempt;
  return { kind: kind === 'call' ? SpanKind.CLIENT : SpanKind.INTERNAL, attributes };
}

const attributesOf = ({ address, port, region }: RequestTarget): Attributes => ({
  [ATTRIBUTES.address]: address,
  [ATTRIBUTES.port]: port,
  ...(region !== undefined && { [ATTRIBUTES.region]: region }),
});

function addWait(span: Span, startedAt: number, { attempt, priority, result }: TraceContext & Outcome): void {
  const { waitedMs } = (result ?? {}) as { readonly waitedMs?: number };
  if (waitedMs === undefined || waitedMs < MIN_WAIT_MS) return;
  span.addEvent(
    'stepstream.wait',
    {
      [ATTRIBUTES.wait]: waitedMs / 1000,
      ...(attempt !== undefined && { [ATTRIBUTES.attempt]: attempt }),
      ...(priority !== undefined && { [ATTRIBUTES.priority]: priority }),
    },
    startedAt,
  );
}

function addBackoff(span: Span, startedAt: number, { attempt, delayMs, cause }: TraceContext): void {
  span.addEvent(
    'stepstream.backoff',
    {
      ...(delayMs !== undefined && { [ATTRIBUTES.delay]: delayMs / 1000 }),
      ...(attempt !== undefined && { [ATTRIBUTES.attempt]: attempt }),
      [ATTRIBUTES.errorType]: errorTypeOf(cause),
    },
    startedAt,
  );
}

/** Ends a span. A call that its caller has cancelled isn't an error. Of an error its code is recorded, and a sentence of ours: AWS writes names of accounts into its own. */
function endSpan(span: Span, traced: TraceContext & Outcome): void {
  const { error } = traced;
  if (traced.kind === 'attempt') {
    const { requestId, extendedRequestId } = 'error' in traced ? failedIds(error) : traced;
    if (requestId !== undefined) span.setAttribute(ATTRIBUTES.requestId, requestId);
    if (extendedRequestId !== undefined) span.setAttribute(ATTRIBUTES.extendedRequestId, extendedRequestId);
  }
  if ('error' in traced) {
    const status = awsErrorOf(error);
    span.setAttribute(ATTRIBUTES.errorType, errorTypeOf(error));
    if (status !== undefined) span.setAttribute(ATTRIBUTES.statusCode, status);
    if (!(error instanceof AbortedError))
      span.setStatus({ code: SpanStatusCode.ERROR, message: publicError(error).message });
  }
  span.end();
}
