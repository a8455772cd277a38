import { loadDifferences, loadOf, type LoadedJob } from '../../core/load.js';
import { loadText } from '../../core/loadText.js';

/** Two jobs, as `job$` emits them. */
export interface ComparedLoads {
  readonly job: LoadedJob;
  readonly baseline: LoadedJob;
}

/**
 * Returns the reason why the figures of two jobs can't be compared, as a sentence: they were measured under
 * different loads. Undefined where the loads are the same.
 */
export function unlikeLoads({ job, baseline }: ComparedLoads): string | undefined {
  const [load, before] = [loadOf(job), loadOf(baseline)];
  const differences = loadDifferences(load, before);
  if (differences.length === 0) return undefined;
  return (
    `Nothing to compare: the loads differ in ${differences.join(', ')}. ` +
    `Job: ${loadText(load)}. Baseline: ${loadText(before)}.`
  );
}
