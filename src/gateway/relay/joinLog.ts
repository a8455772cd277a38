import type { LoggedJob } from '../../core/jobLog.js';
import { NOWHERE } from './loggedJobs.js';
import { waitsFor } from './logComparison.js';
import type { RelayedJob } from './relayedJob.js';

/** Number of leases for which clients keep what the log doesn't have yet. */
const WAITED_LEASES = 2;

/** Reads the log of a job as a reader, and follows it from there. */
export async function joinLog(job: RelayedJob): Promise<void> {
  const { jobName, feed, services } = job;
  const { log, reader, keeper } = services;
  job.joinDue = false;
  let logged: LoggedJob | undefined;
  try {
    logged = await log.join(jobName);
  } catch (error) {
    job.joinDue = true;
    throw error;
  }
  if (job.hasEnded || job.lease.isHeld) return;
  if (job.watch.isOn && keeper.isAway) return;
  // It could not be read before, and another gateway polls.
  job.stopWatch();
  if (logged === undefined) {
    reader.follow(jobName, feed.position ?? NOWHERE);
    return;
  }
  const back = job.alone.back(logged.head);
  const isForked = job.waits;
  job.waits = waitsFor(jobName, job.own, logged, back, WAITED_LEASES * log.leaseMs);
  if (!job.waits) job.restore(logged, isForked);
  if (!isOver(job)) reader.follow(jobName, logged.head);
}

// Restoring may end it.
const isOver = (job: RelayedJob): boolean => job.hasEnded;
