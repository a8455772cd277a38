import type { KnownState } from '../../core/knownState.js';
import type { JobState } from './jobState.js';

/** The state of a job in the form in which a watch takes it; undefined where nothing is known. */
export function knownState({ steps, status: { job, synced, stale } }: JobState): KnownState | undefined {
  if (job === undefined && steps.size === 0 && !synced && stale === undefined) return undefined;
  return {
    ...(job && { job }),
    steps: [...steps].map(([key, step]) => ({ key, step })),
    synced,
    ...(stale && { stale: { ageMs: stale.ageMs, cause: stale.cause } }),
  };
}
