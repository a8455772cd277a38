import type { WatchEvent } from '../../src/core/event.js';
import type { JobLog, LogBatch, LogEntry, LogReader } from '../../src/core/jobLog.js';
import type { ErrorMessage } from '../../src/core/message.js';

/** What a reader has told, and how to wait for it. */
export interface LogRecord {
  readonly reader: LogReader;
  /** The entries of a job in the order in which they were told, each as `EPOCH-SEQ`. */
  readonly positions: (jobName?: string) => readonly string[];
  readonly entries: readonly (LogEntry & { readonly jobName: string; readonly epoch: string })[];
  readonly failures: readonly ErrorMessage[];
  /** `released JOB`, `interrupted`, `resumed`. */
  readonly notes: readonly string[];
  /** The errors of interruptions. */
  readonly errors: readonly unknown[];
  /** Resolves once this holds; it is looked at whenever the reader tells something. */
  readonly until: (holds: () => boolean) => Promise<void>;
}

/** Reads a log and records what is told. */
export function recordLog(log: Pick<JobLog, 'read'>): LogRecord {
  const entries: (LogEntry & { jobName: string; epoch: string })[] = [];
  const failures: ErrorMessage[] = [];
  const notes: string[] = [];
  const errors: unknown[] = [];
  const waiting = new Set<() => void>();
  const look = (): void => {
    for (const check of waiting) check();
  };
  const reader = log.read({
    appended: (jobName, epoch, batch, failure) => {
      for (const entry of batch) entries.push({ ...entry, jobName, epoch });
      if (failure !== undefined) failures.push(failure);
      look();
    },
    released: jobName => {
      notes.push(`released ${jobName}`);
      look();
    },
    interrupted: error => {
      errors.push(error);
      notes.push('interrupted');
      look();
    },
    resumed: () => {
      notes.push('resumed');
      look();
    },
  });
  return {
    ...{ reader, entries, failures, notes, errors },
    positions: jobName =>
      entries
        .filter(entry => jobName === undefined || entry.jobName === jobName)
        .map(({ epoch, seq }) => `${epoch}-${String(seq)}`),
    until: holds =>
      new Promise(resolve => {
        const check = (): void => {
          if (!holds()) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
  };
}

/** A batch of a log of a spec: after `EPOCH-SEQ`, nothing dropped unless said otherwise. */
export function batchOf(
  fence: number,
  after: string,
  events: readonly WatchEvent[],
  { drop, ...more }: Partial<Omit<LogBatch, 'drop'>> & { readonly drop?: Partial<LogBatch['drop']> } = {},
): LogBatch {
  const [epoch = '', seq] = after.split('-');
  return {
    ...{ fence, after: { epoch, seq: Number(seq) }, events },
    ...more,
    drop: { eventsBefore: 0, keys: [], oldestPosition: 0, ...drop },
  };
}

/** Takes the lease of a job; fails where another gateway holds it. */
export async function takeLease(log: JobLog, jobName = 'job'): Promise<number> {
  const [reply] = await log.lease([{ jobName, fence: undefined, isWanted: true }]);
  if (reply?.fence === undefined) throw new Error(`the lease of ${jobName} is held by another gateway`);
  return reply.fence;
}
