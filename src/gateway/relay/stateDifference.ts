import type { WatchEvent } from '../../core/event.js';
import { ReplicaState } from '../../core/replicaState.js';
import { toWatchState } from '../../core/watchStatus.js';
import type { JobState } from './jobState.js';
import { withoutPrevious } from '../withoutPrevious.js';

/**
 * Returns the events that lead from one state of a job to another: the job, steps that are gone, steps that were added or
 * changed, and the status. None where both are the same. They carry no `previous`.
 */
export function stateDifference(jobName: string, from: JobState, to: JobState): readonly WatchEvent[] {
  const replica = new ReplicaState();
  replica.jobName = jobName;
  for (const [key, step] of from.steps) replica.putStep({ key, step });
  replica.setJob(from.status.job);
  replica.setStatus(toWatchState(from.status));
  const gone = [...from.steps.keys()].filter(key => !to.steps.has(key));
  return [
    ...replica.setJob(to.status.job),
    ...gone.flatMap(key => replica.removeStep(key)),
    ...[...to.steps].flatMap(([key, step]) => replica.putStep({ key, step })),
    ...replica.setStatus(toWatchState(to.status)),
  ].map(withoutPrevious);
}
