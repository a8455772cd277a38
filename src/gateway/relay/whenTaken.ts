import type { JobLog } from '../../core/jobLog.js';
import { pause } from '../../core/pause.js';
import type { Time } from '../../core/time.js';

/** Milliseconds between two questions: a gateway that hears of a free lease asks for it at once. */
const PAUSE_MS = 25;
/** Milliseconds after which no gateway seems to want the leases. */
const LIMIT_MS = 300;

/**
 * Waits until other gateways hold the leases of these jobs, for 0.3 s and one answer of the engine at most: no gateway may want
 * them. Without an answer it doesn't wait.
 */
export async function whenTaken(log: JobLog, jobNames: readonly string[], time: Time): Promise<void> {
  const until = time.monotonic() + LIMIT_MS;
  let free = jobNames;
  while (free.length > 0 && time.monotonic() < until) {
    await pause(time, PAUSE_MS);
    const replies = await log
      .lease(free.map(jobName => ({ jobName, fence: undefined, isWanted: false })))
      .catch(() => []);
    free = free.filter((_, i) => replies[i]?.endsInMs === 0);
  }
}
