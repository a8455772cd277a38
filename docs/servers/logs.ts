// Notices and failed attempts as lines of pino, each with the trace of the request that it belongs to.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { trace } from '@opentelemetry/api';
import { pino, type Logger } from 'pino';
import { connect, StepstreamError, type TraceContext } from 'stepstream';

/** The trace of what runs at present, for `pino({ mixin: traceOf })`. */
export function traceOf(): { readonly trace_id?: string; readonly span_id?: string } {
  const span = trace.getActiveSpan()?.spanContext();
  return span === undefined ? {} : { trace_id: span.traceId, span_id: span.spanId };
}

/** Logs until the returned function is called. */
export function logTo(log: Logger): () => void {
  const onStart = (published: unknown): void => {
    const { kind, code, message } = published as TraceContext;
    if (kind === 'notice') log.warn({ code }, message);
  };
  const onError = (published: unknown): void => {
    const { kind, operation, jobName, attempt, error } = published as TraceContext & { error: unknown };
    if (kind !== 'attempt' || !(error instanceof StepstreamError)) return;
    log.info({ code: error.code, operation, jobName, attempt }, 'an attempt has failed');
  };
  subscribe('tracing:stepstream:call:start', onStart);
  subscribe('tracing:stepstream:call:error', onError);
  return () => {
    unsubscribe('tracing:stepstream:call:start', onStart);
    unsubscribe('tracing:stepstream:call:error', onError);
  };
}

if (process.argv[1] === import.meta.filename) {
  logTo(pino({ mixin: traceOf }));
  connect()
    .steps$('my-job')
    .subscribe(({ steps }) => console.log(steps.length, 'steps'));
}
