import type { ExcludedStep, ExclusionReason } from '../operators/ranking/eligibilityCheck.js';
import { count, latency } from './format.js';

const STATUSES: Readonly<Record<string, string>> = {
  PENDING: 'waiting',
  IN_PROGRESS: 'running',
  FAILED: 'failed',
  STOPPING: 'stopping',
  STOPPED: 'stopped',
  DELETING: 'being deleted',
  DELETED: 'deleted',
};

/** A status in a word. */
export const statusWord = (status: string): string =>
  STATUSES[status] ?? status.toLowerCase().replaceAll('_', ' ');

/** Why a step is left out, in a few words: `over 120 ms`. */
export function reasonText(reason: ExclusionReason): string {
  switch (reason.kind) {
    case 'status':
      return statusWord(reason.status);
    case 'metric':
      return 'not measured';
    case 'bound':
      return boundText(reason);
  }
}

function boundText({ bound, limit, actual }: Extract<ExclusionReason, { kind: 'bound' }>): string {
  if (actual === undefined) return 'not measured';
  if (bound === 'maxLatencyMs') return `over ${latency(Number(limit))}`;
  if (bound === 'minInvocationsPerMinute') return `under ${count(Number(limit))} a minute`;
  return 'beyond a bound';
}

/** How many are left out for each reason, the most frequent first: `12 over 120 ms`. */
export function reasonCounts(excluded: readonly ExcludedStep[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { reasons } of excluded) {
    for (const text of new Set(reasons.map(reasonText))) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([text, times]) => `${count(times)} ${text}`);
}
