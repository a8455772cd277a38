import type { Attributes, Meter } from '@opentelemetry/api';
import type { Priority } from '../api/callOptions.js';
import type { TraceContext } from '../api/trace.js';
import { ThrottledError } from '../core/errors.js';
import { NOTICE_CODES } from '../core/noticeCodes.js';
import type { Clock } from '../core/time.js';
import { CHANNELS, type QuotaView } from '../core/telemetry.js';
import { ATTRIBUTES, errorTypeOf, METHODS } from './conventions.js';
import { ATTEMPT_BUCKETS, WAIT_BUCKETS } from './buckets.js';
import { Notes } from './notes.js';
import { observe } from './observe.js';
import { subscribe, type Outcome } from './subscribe.js';
import { WeakViews } from './weakViews.js';

/** Attributes that every call has, made once. */
const OF_PRIORITY: Readonly<Record<Priority, Attributes>> = {
  foreground: { [ATTRIBUTES.priority]: 'foreground' },
  background: { [ATTRIBUTES.priority]: 'background' },
};
const OF_METHOD = new Map<string | undefined, Attributes>(
  Object.entries(METHODS).map(([operation, method]) => [operation, { [ATTRIBUTES.method]: method }]),
);
const OF_OTHERS: Attributes = { [ATTRIBUTES.method]: '_OTHER' };

/** Records the metrics of the call path: permits, attempts, throttles, retries, rates and notices. */
export function recordCallMetrics(meter: Meter, time: Clock): () => void {
  const waits = meter.createHistogram('stepstream.permit.wait.duration', {
    description: 'Time for which a call has waited for its permit.',
    unit: 's',
    advice: { explicitBucketBoundaries: WAIT_BUCKETS },
  });
  const attempts = meter.createHistogram('stepstream.attempt.duration', {
    description: 'Duration of a request to AWS.',
    unit: 's',
    advice: { explicitBucketBoundaries: ATTEMPT_BUCKETS },
  });
  const throttles = meter.createCounter('stepstream.throttles', {
    description: 'Requests that AWS has throttled.',
    unit: '{request}',
  });
  const retries = meter.createCounter('stepstream.retries', {
    description: 'Attempts that follow a failed one.',
    unit: '{attempt}',
  });
  const notices = meter.createCounter('stepstream.notices', {
    description: 'Notices, by their code.',
    unit: '{notice}',
  });
  // Series of counters begin at 0, so that a first increase isn't missed.
  for (const code of Object.keys(NOTICE_CODES)) notices.add(0, { [ATTRIBUTES.notice]: code });
  const waiting = { foreground: 0, background: 0 };
  const used = { foreground: 0, background: 0 };
  const quotas = new WeakViews<QuotaView>();
  /** Moments at which waits and attempts have begun, in monotonic milliseconds. */
  const startedAt = new Notes<number>();

  const attributesOf = ({ operation }: TraceContext): Attributes => OF_METHOD.get(operation) ?? OF_OTHERS;

  const start = (context: TraceContext): void => {
    const { kind, priority = 'foreground', quota, code, cause } = context;
    if (kind === 'wait') {
      startedAt.set(context, time.monotonic());
      waiting[priority] += 1;
      if (quota !== undefined) quotas.add(quota);
    } else if (kind === 'attempt') startedAt.set(context, time.monotonic());
    else if (kind === 'backoff') {
      retries.add(1, { ...attributesOf(context), [ATTRIBUTES.errorType]: errorTypeOf(cause) });
    } else if (kind === 'notice') notices.add(1, { [ATTRIBUTES.notice]: code });
  };

  const asyncEnd = (context: TraceContext & Outcome): void => {
    const since = startedAt.get(context);
    if (since === undefined) return;
    const seconds = (time.monotonic() - since) / 1000;
    const { kind, priority = 'foreground', error } = context;
    const isFailed = 'error' in context;
    if (kind === 'wait') {
      waiting[priority] -= 1;
      if (isFailed) return;
      used[priority] += 1;
      waits.record(seconds, OF_PRIORITY[priority]);
      return;
    }
    const attributes = attributesOf(context);
    attempts.record(
      seconds,
      isFailed ? { ...attributes, [ATTRIBUTES.errorType]: errorTypeOf(error) } : attributes,
    );
    if (error instanceof ThrottledError) throttles.add(1, attributes);
  };

  const endGauges = observe(meter, [
    {
      kind: 'counter',
      name: 'stepstream.permits.used',
      description: 'Permits that were given to calls, each for one attempt.',
      unit: '{permit}',
      values: () => [
        [used.foreground, OF_PRIORITY.foreground],
        [used.background, OF_PRIORITY.background],
      ],
    },
    {
      name: 'stepstream.permits.waiting',
      description: 'Calls that wait for a permit.',
      unit: '{call}',
      values: () => [
        [waiting.foreground, OF_PRIORITY.foreground],
        [waiting.background, OF_PRIORITY.background],
      ],
    },
    {
      name: 'stepstream.quota.rate',
      description: 'Calls a second that the open connections may make at present, as throttles have taught.',
      unit: '{call}/s',
      values: () => [[quotas.sum(quota => quota.perSecond())]],
    },
    {
      name: 'stepstream.quota.limit',
      description: 'Calls a second that the open connections are configured for.',
      unit: '{call}/s',
      values: () => [[quotas.sum(quota => (quota.perSecond() === 0 ? 0 : quota.configured))]],
    },
  ]);
  const unsubscribe = subscribe(CHANNELS.call, { start, asyncEnd });
  return () => {
    unsubscribe();
    endGauges();
  };
}
