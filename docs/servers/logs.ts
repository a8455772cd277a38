// Notices and failed attempts as lines of pino, each with the trace of the call that it belongs to.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { pino, type Logger } from 'pino';
import { connect, StepstreamError, type TraceContext } from 'stepstream';
import { instrument, spanContextOf } from 'stepstream/opentelemetry';

/** The trace of a call or an attempt. A notice that isn't about a call, such as one of a shared quota, has none. */
function traceOf(published: TraceContext): { readonly trace_id?: string; readonly span_id?: string } {
  const span = spanContextOf(published);
  return span === undefined ? {} : { trace_id: span.traceId, span_id: span.spanId };
}

/** Logs until the returned function is called. */
export function logTo(log: Logger): () => void {
  const onStart = (published: unknown): void => {
    const context = published as TraceContext;
    const { kind, code, message } = context;
    if (kind === 'notice') log.warn({ code, ...traceOf(context) }, message);
  };
  const onError = (published: unknown): void => {
    const context = published as TraceContext & { error: unknown };
    const { kind, operation, jobName, attempt, error } = context;
    if (kind !== 'attempt' || !(error instanceof StepstreamError)) return;
    const { code } = error;
    log.info({ code, operation, jobName, attempt, ...traceOf(context) }, 'an attempt has failed');
  };
  subscribe('tracing:stepstream:call:start', onStart);
  subscribe('tracing:stepstream:call:error', onError);
  return () => {
    unsubscribe('tracing:stepstream:call:start', onStart);
    unsubscribe('tracing:stepstream:call:error', onError);
  };
}

if (process.argv[1] === import.meta.filename) {
  instrument();
  logTo(pino());
  connect()
    .steps$('my-job')
    .subscribe(({ steps }) => console.log(steps.length, 'steps'));
}
