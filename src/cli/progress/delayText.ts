import { RETRY_DEFAULTS } from '../../api/retryPolicy.js';
import { duration } from '../../words/durations.js';

/** What the call under way does since a moment, in milliseconds that never go back. */
export type CallPhase =
  /** It waits for its turn within the quota. */
  | { readonly kind: 'wait'; readonly since: number; readonly perSecond?: number | undefined }
  | { readonly kind: 'attempt'; readonly since: number; readonly attempt: number; readonly cause?: unknown }
  /** It waits, so many milliseconds, before the next attempt; `attempt` is that one. */
  | {
      readonly kind: 'backoff';
      readonly since: number;
      readonly attempt: number;
      readonly delayMs: number;
      readonly cause?: unknown;
    };

/** Duration from which a wait or an attempt is worth a word, in milliseconds. */
const NOTABLE_MS = 3_000;

/** What delays a call, in words: `attempt 3 of 8 in 2 s, after a throttle`; undefined while nothing does. */
export function delayText(phase: CallPhase, now: number): string | undefined {
  const forMs = now - phase.since;
  switch (phase.kind) {
    case 'wait': {
      if (forMs < NOTABLE_MS) return undefined;
      const { perSecond = Infinity } = phase;
      const rate = Number.isFinite(perSecond)
        ? `, ${String(Number(perSecond.toPrecision(2)))} calls a second`
        : '';
      return `waiting for the quota for ${duration(forMs)}${rate}`;
    }
    case 'backoff': {
      const left = Math.ceil(Math.max(0, phase.delayMs - forMs) / 1_000) * 1_000;
      return `${attemptOf(phase.attempt)} in ${duration(left)}, ${after(phase.cause)}`;
    }
    case 'attempt': {
      const stall =
        forMs < NOTABLE_MS
          ? []
          : [`no answer for ${duration(forMs)} of ${duration(RETRY_DEFAULTS.attemptDeadlineMs)}`];
      const again = phase.attempt > 1 ? [`${attemptOf(phase.attempt)}, ${after(phase.cause)}`] : [];
      return [...again, ...stall].join('; ') || undefined;
    }
  }
}

const attemptOf = (attempt: number): string =>
  `attempt ${String(attempt)} of ${String(RETRY_DEFAULTS.attempts)}`;

/** What failed, by the code of its error. */
const FAILURES: Readonly<Record<string, string>> = {
  CLOCK_SKEW: 'a refusal for the time of this machine',
  DEADLINE: 'a stall',
  MALFORMED_RESPONSE: 'a broken answer',
  NETWORK: 'a failed connection',
  SERVICE: 'an error of the service',
  THROTTLED: 'a throttle',
};

const after = (cause: unknown): string =>
  `after ${FAILURES[(cause as { readonly code?: string } | undefined)?.code ?? ''] ?? 'a failure'}`;
