import type { WatchedJob } from '../../core/event.js';
import { WHOLE_SECOND_MS } from './sameCreation.js';

const TIMES = ['CreationTime', 'CompletionTime', 'LastModifiedTime'] as const;

/**
 * A job of the list with its times as they are known more precisely: a list may have whole seconds where
 * Describe has milliseconds. A listed second that contains the known time says nothing new.
 */
export function withKnownTimes(listed: WatchedJob, known: WatchedJob | undefined): WatchedJob {
  if (known === undefined) return listed;
  const precise = TIMES.filter(name => isSecondOf(listed[name], known[name]));
  return precise.length === 0
    ? listed
    : { ...listed, ...Object.fromEntries(precise.map(name => [name, known[name]])) };
}

function isSecondOf(listed: Date | undefined, known: Date | undefined): boolean {
  if (listed === undefined || known === undefined) return false;
  const laterMs = known.getTime() - listed.getTime();
  return listed.getTime() % WHOLE_SECOND_MS === 0 && laterMs > 0 && laterMs < WHOLE_SECOND_MS;
}
