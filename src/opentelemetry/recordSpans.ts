import {
  context as active,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Span,
  type Tracer,
} from '@opentelemetry/api';
import { AsyncLocalStorage } from 'node:async_hooks';
import { channel } from 'node:diagnostics_channel';
import type { TraceContext } from '../api/trace.js';
import { AbortedError } from '../core/errors.js';
import { publicError } from '../core/publicError.js';
import type { Time } from '../core/time.js';
import { CHANNELS } from '../core/telemetry.js';
import {
  ATTRIBUTES,
  awsErrorOf,
  errorTypeOf,
  failedRequestId,
  METHODS,
  SERVICE,
  SYSTEM,
} from './conventions.js';
import { subscribe, type Outcome } from './subscribe.js';

/** Shortest wait for a permit that becomes an event of its call, in milliseconds. */
const MIN_WAIT_MS = 1;

/** What the work within a span of the channel knows of the spans around it. */
interface Scope {
  /** OpenTelemetry's context with the span, where there is one. */
  readonly context?: Context;
  /** The span of the call around. */
  readonly call?: Span | undefined;
  /** Number of the page that the call is for. */
  readonly page?: number | undefined;
}

/** A span that was begun, and the moment of it in milliseconds since the epoch. */
interface Begun {
  readonly span: Span | undefined;
  readonly at: number;
}

/**
 * Makes a span of each call and of each of its attempts, and events of its waits and pauses. Returns a function that
 * ends that; spans that have begun by then are ended as they were.
 */
export function recordSpans(tracer: Tracer, jobNames: boolean, time: Pick<Time, 'now'>): () => void {
  const scopes = new AsyncLocalStorage<Scope>();
  const begun = new WeakMap<object, Begun>();

  /** Begins the span of a context, where it has one. The work within runs in the scope that is returned. */
  const begin = (traced: TraceContext): Scope => {
    const outer = scopes.getStore();
    const page = traced.kind === 'page' ? traced.index : outer?.page;
    if (traced.kind !== 'call' && traced.kind !== 'attempt') {
      begun.set(traced, { span: outer?.call, at: time.now() });
      return { call: outer?.call, page };
    }
    const isAttempt = traced.kind === 'attempt' && outer?.call !== undefined;
    const parent = isAttempt ? trace.setSpan(active.active(), outer.call) : active.active();
    const span = tracer.startSpan(nameOf(traced), optionsOf(traced, page, jobNames), parent);
    begun.set(traced, { span, at: time.now() });
    return {
      context: trace.setSpan(parent, span),
      call: traced.kind === 'call' ? span : outer?.call,
      page,
    };
  };

  const end = (traced: TraceContext & Outcome): void => {
    const { span, at } = begun.get(traced) ?? {};
    begun.delete(traced);
    if (span === undefined || at === undefined) return;
    if (traced.kind === 'wait') addWait(span, at, traced);
    else if (traced.kind === 'backoff') addBackoff(span, at, traced);
    else if (traced.kind === 'call' || traced.kind === 'attempt') endSpan(span, traced);
  };

  // A store as AsyncLocalStorage is one: it also makes the span the active one of OpenTelemetry, for the spans of the
  // HTTP client and for logs.
  const store = {
    run: <T>(scope: Scope, work: () => T): T => {
      const { context } = scope;
      return scopes.run(scope, context === undefined ? work : () => active.with(context, work));
    },
  } as unknown as AsyncLocalStorage<Scope>;
  const starts = channel(`tracing:${CHANNELS.call}:start`);
  starts.bindStore(store, traced => begin(traced as TraceContext));
  const unsubscribe = subscribe(CHANNELS.call, { asyncEnd: end });
  return () => {
    starts.unbindStore(store);
    unsubscribe();
  };
}

const nameOf = ({ operation }: TraceContext): string =>
  operation === undefined ? SERVICE : `${SERVICE}.${METHODS[operation]}`;

function optionsOf(
  { kind, operation, jobName, attempt }: TraceContext,
  page: number | undefined,
  jobNames: boolean,
): { readonly kind: SpanKind; readonly attributes: Attributes } {
  const attributes: Attributes = {
    [ATTRIBUTES.system]: SYSTEM,
    [ATTRIBUTES.systemName]: SYSTEM,
    [ATTRIBUTES.service]: SERVICE,
    ...(operation !== undefined && { [ATTRIBUTES.method]: METHODS[operation] }),
    ...(jobNames && jobName !== undefined && { [ATTRIBUTES.jobName]: jobName }),
    ...(page !== undefined && { [ATTRIBUTES.page]: page }),
    ...(attempt !== undefined && { [ATTRIBUTES.attempt]: attempt }),
  };
  return { kind: kind === 'call' ? SpanKind.CLIENT : SpanKind.INTERNAL, attributes };
}

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
  const { error, requestId = failedRequestId(error) } = traced;
  if (traced.kind === 'attempt' && requestId !== undefined) {
    span.setAttribute(ATTRIBUTES.requestId, requestId);
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
