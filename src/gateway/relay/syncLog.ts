import { isSamePosition, type Position } from '../../core/position.js';
import type { LoggedJob } from '../../core/jobLog.js';
import { withoutPrevious } from '../withoutPrevious.js';
import { appendInBatches } from './appendInBatches.js';
import { emptyLog } from './loggedJobs.js';
import type { RelayedJob } from './relayedJob.js';
import { isOver, syncPlan } from './syncPlan.js';

/** Brings log and feed of a job together under the lease that is held, and polls from then on. */
export async function syncLog(job: RelayedJob): Promise<void> {
  const { fence } = job.lease;
  job.syncDue = false;
  try {
    if (fence !== undefined) await syncAs(job, fence);
  } catch (error) {
    job.syncDue = true;
    throw error;
  } finally {
    job.isSyncing = false;
    // What was published alone isn't pending.
    if (job.alone.isOn) job.pending.clear();
  }
}

async function syncAs(job: RelayedJob, fence: number): Promise<void> {
  const { jobName, pending, services } = job;
  const { log, time } = services;
  const holds = (): boolean => job.holds(fence);
  const logged = await log.join(jobName);
  if (!holds()) return;
  if (logged !== undefined && isOver(logged, job.watch.isOn)) {
    job.restore(logged);
    return;
  }
  // A watch that doesn't know all steps yet begins anew, with those of the log.
  if (logged?.failure === undefined && logged?.status.synced === true && !job.own.state.status.synced)
    job.stopWatch();
  const plan = syncPlan(jobName, logged, job.own, time.uniqueId());
  let seen = pending.events.length;
  job.isSyncing = true;
  const more = () => {
    const events = pending.events.slice(seen).map(withoutPrevious);
    seen = pending.events.length;
    return events;
  };
  const end = await appendInBatches(log, plan, { jobName, fence, more, holds });
  if (end === 'lost') return;
  if (end === 'fenced') job.loseFenced();
  else if (end === 'moved') job.syncDue = true;
  else {
    const present = await logAt(job, end, plan.base);
    if (!holds()) return;
    if (present === undefined) job.syncDue = true;
    else {
      pending.drop(seen);
      takeOver(job, present);
    }
  }
}

/** The log as it is at this position; undefined where it is elsewhere by now. */
async function logAt(
  { jobName, services }: RelayedJob,
  at: Position,
  base: LoggedJob | undefined,
): Promise<LoggedJob | undefined> {
  if (base !== undefined && isSamePosition(base.head, at)) return base;
  if (at.seq === 0) return emptyLog(at.epoch);
  const present = await services.log.join(jobName);
  return isSamePosition(present?.head, at) ? present : undefined;
}

function takeOver(job: RelayedJob, present: LoggedJob): void {
  job.isSyncing = false;
  if (job.alone.isOn || !isSamePosition(job.feed.position, present.head)) job.restore(present);
  if (job.hasEnded) return;
  job.setInSync();
  if (!job.watch.isOn) job.startWatch();
}
