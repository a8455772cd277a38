import type { JobKind } from '../../core/jobKind.js';

/** The names that AWS gives to the benchmark jobs of recommendation jobs begin with this. */
const CHILD = 'ai-rec-';

/** Whether a job tests a candidate of an AI recommendation job: what it measures arrives with the recommendations. `name` is plain. */
export const isChildBenchmark = (kind: JobKind, name: string): boolean =>
  kind === 'benchmark' && name.startsWith(CHILD);
