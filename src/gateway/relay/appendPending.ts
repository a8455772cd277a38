import { isOwnFailure } from './ownFailure.js';
import { nextBatch } from './nextBatch.js';
import type { RelayedJob } from './relayedJob.js';

/** Appends the pending events of a job under the lease that is held, and publishes them once they are in the log. */
export async function appendPending(job: RelayedJob): Promise<void> {
  const { jobName, feed, lease, pending, forgotten, services } = job;
  const { fence } = lease;
  const after = feed.position;
  if (fence === undefined || after === undefined) return;
  const batch = nextBatch(pending, forgotten, feed, services.keptFailureMs);
  const events = pending.events.slice(0, batch.events.length);
  const { failure } = pending;
  if (failure !== undefined && isOwnFailure(failure) && events.length === 0) {
    // Gives the lease back, so that another gateway polls.
    job.fail(failure);
    return;
  }
  const outcome = await services.log.append(jobName, { fence, after, ...batch });
  if (!job.holds(fence) || job.alone.isOn) return;
  if (outcome === 'fenced') job.loseFenced();
  else if (outcome === 'moved') job.syncDue = true;
  else {
    pending.drop(events.length);
    forgotten.clear();
    for (const event of events) job.publish(event);
    if (batch.failure !== undefined) job.fail(batch.failure);
  }
}
