// Prints notices, attempts and back-offs of all connections of the process.
import { tracingChannel } from 'node:diagnostics_channel';
import { steps$, type TraceContext } from 'stepstream';

type Ended = TraceContext & { readonly error?: { readonly code?: string } };

tracingChannel<unknown, TraceContext>('stepstream:call').subscribe({
  start: (context: TraceContext) => {
    const { kind, code, message } = context;
    if (kind === 'notice') console.log(code, message);
  },
  end: () => undefined,
  asyncStart: () => undefined,
  asyncEnd: context => {
    const { kind, operation, attempt, delayMs, error } = context as Ended;
    if (kind === 'attempt') console.log(operation, 'attempt', attempt, error?.code ?? 'ok');
    if (kind === 'backoff') console.log('waited', delayMs, 'ms');
  },
  error: () => undefined,
});

steps$('my-job').subscribe(page => console.log(page.steps.length));
