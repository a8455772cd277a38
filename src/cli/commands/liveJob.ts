import { demoJob } from '../../testing/demoJob.js';
import type { JobScript } from '../../testing/jobScript.js';

/** The job of `stepstream simulate` that starts with the simulator. */
export const LIVE_JOB: JobScript = demoJob({ name: 'text-classifier-live', seed: 8, live: true });

/** Time from its start to its end, in milliseconds of the simulator: 92 min. */
export const LIVE_JOB_MS: number = 92 * 60_000;
