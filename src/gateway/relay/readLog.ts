import type { LogEntry } from '../../core/jobLog.js';
import type { ErrorMessage } from '../../core/message.js';
import { isSamePosition, type Position } from '../../core/position.js';
import { hasToJoin } from './readerLag.js';
import type { RelayedJob } from './relayedJob.js';

/**
 * Publishes what was appended to the log of a job, up to a gap. Whole logs are read again behind a gap, in another epoch, and
 * by a gateway that was alone, or has kept what it has instead of the log.
 */
export function takeAppended(
  job: RelayedJob,
  epoch: string,
  entries: readonly LogEntry[],
  failure: ErrorMessage | undefined,
): void {
  // A poller has appended them itself.
  if (job.hasEnded || job.watch.isOn) return;
  if (job.alone.isOn || job.waits || job.feed.position?.epoch !== epoch) job.joinDue = true;
  for (const { seq, event } of entries) {
    const last = job.feed.seq;
    if (!job.joinDue && seq > last + 1) job.joinDue = true;
    if (job.joinDue || isOver(job)) return;
    if (seq <= last) continue;
    job.setInSync();
    job.publish(event);
  }
  if (failure !== undefined && !job.joinDue && !isOver(job)) job.fail(failure);
}

// An event may end it.
const isOver = (job: RelayedJob): boolean => job.hasEnded;

/** Compares the position of a reader with the head of the log. */
export function compareHead(job: RelayedJob, head: Position | undefined): void {
  const at = job.feed.position;
  if (!job.alone.isOn && isSamePosition(head, at)) {
    job.setInSync();
    return;
  }
  if (head !== undefined) {
    if (job.alone.isOn || hasToJoin(at, head, job.behindHead)) job.joinDue = true;
    job.behindHead = head;
  }
  job.overlay.showIfDue();
}
