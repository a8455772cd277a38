import type { StaleEvent, WatchedJob } from '../../core/event.js';
import type { KeyedStep } from '../../core/message.js';
import type { JobState } from './jobState.js';

/** What is known of a job before a watch of it begins. */
export interface KnownJob {
  readonly job?: WatchedJob;
  readonly steps: readonly KeyedStep[];
  readonly synced: boolean;
  readonly stale?: StaleEvent;
}

/** The state of a job in the form in which a watch takes it; undefined where nothing is known. */
export function knownJob({ steps, status: { job, synced, stale } }: JobState): KnownJob | undefined {
  if (job === undefined && steps.size === 0 && !synced && stale === undefined) return undefined;
  return {
    ...(job && { job }),
    steps: [...steps].map(([key, step]) => ({ key, step })),
    synced,
    ...(stale && { stale }),
  };
}
