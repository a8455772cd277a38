import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { CHANNEL, type TraceContext } from '../../api/trace.js';
import type { Time } from '../../core/time.js';
import { delayText, type CallPhase } from './delayText.js';

/** The calls of this process. */
export interface FollowedCalls {
  /** What delays the call under way, in words; undefined while nothing does. */
  readonly delay: () => string | undefined;
  /** What the last attempt of that call has failed with; undefined where none has. */
  readonly failure: () => unknown;
  readonly end: () => void;
}

/** What is told of each call, with all its attempts. It is told before the caller has the answer. */
export interface CallListener {
  readonly began: () => void;
  readonly ended: () => void;
}

/** Follows the calls of this process by what they publish, until `end`. Of several at once the newest phase counts. */
export function followCalls(time: Pick<Time, 'monotonic'>, listener?: CallListener): FollowedCalls {
  let phase: CallPhase | undefined;
  let of: unknown;
  let failed: { readonly call: object | undefined; readonly cause: unknown } | undefined;
  const began = (message: unknown): void => {
    const context = message as TraceContext;
    const { kind, attempt = 1, delayMs = 0, cause, quota, call } = context;
    const since = time.monotonic();
    if (kind === 'call') listener?.began();
    if (kind === 'backoff') {
      failed = { call, cause };
      phase = { kind, since, attempt: attempt + 1, delayMs, cause };
    } else if (kind === 'attempt') {
      phase = { kind, since, attempt, cause: failed?.call === call ? failed?.cause : undefined };
    } else if (kind === 'wait') {
      phase = { kind, since, perSecond: quota?.perSecond() };
    } else return;
    of = context;
  };
  const ended = (message: unknown): void => {
    if (message === of) phase = undefined;
    if ((message as TraceContext).kind === 'call') listener?.ended();
  };
  const channels = [
    [`tracing:${CHANNEL}:start`, began],
    [`tracing:${CHANNEL}:asyncEnd`, ended],
  ] as const;
  for (const [name, hear] of channels) subscribe(name, hear);
  return {
    delay: () => phase && delayText(phase, time.monotonic()),
    failure: () => (phase && 'cause' in phase ? phase.cause : undefined),
    end: () => {
      for (const [name, hear] of channels) unsubscribe(name, hear);
    },
  };
}
