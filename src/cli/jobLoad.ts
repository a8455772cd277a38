import type { WatchedJob } from '../core/event.js';
import { loadDifferences, loadOf, type Load } from '../core/load.js';
import { loadText } from '../core/loadText.js';

/** The load of an AI job: its workload configuration, by its name. What is in that isn't looked up. */
export interface WorkloadLoad {
  readonly AIWorkloadConfigIdentifier: string;
}

/** The load under which a job was measured: that of a classic job, or that of an AI job. */
export type JobLoad = Load | WorkloadLoad;

/** The load of a job; undefined where nothing is known of it. */
export function loadOfJob({
  AIRecommendationJob,
  JobType,
  InputConfig,
  StoppingConditions,
}: WatchedJob): JobLoad | undefined {
  const workload = AIRecommendationJob?.AIWorkloadConfigIdentifier;
  // A name, or an ARN that ends with it.
  if (workload !== undefined) return { AIWorkloadConfigIdentifier: workload.replace(/^arn:.*\//, '') };
  if (JobType === undefined || InputConfig === undefined) return undefined;
  return loadOf({ JobType, InputConfig, ...(StoppingConditions && { StoppingConditions }) });
}

/** Whether a load is that of an AI job. */
const isWorkload = (load: JobLoad): load is WorkloadLoad => 'AIWorkloadConfigIdentifier' in load;

/** A load in words. */
export const jobLoadText = (load: JobLoad): string =>
  isWorkload(load) ? `workload configuration ${load.AIWorkloadConfigIdentifier}` : loadText(load);

/** The fields in which two loads differ. */
export function jobLoadDifferences(load: JobLoad, before: JobLoad): readonly string[] {
  if (!isWorkload(load) && !isWorkload(before)) return loadDifferences(load, before);
  const same =
    isWorkload(load) &&
    isWorkload(before) &&
    load.AIWorkloadConfigIdentifier === before.AIWorkloadConfigIdentifier;
  return same ? [] : ['AIWorkloadConfigIdentifier'];
}

/** Number of invocations a minute at which the tests ended, if they did. */
export const askedInvocations = (load: JobLoad | undefined): number | undefined =>
  load === undefined || isWorkload(load) ? undefined : load.StoppingConditions?.MaxInvocations;
