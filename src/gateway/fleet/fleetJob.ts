import type { WatchedJob, WatchEvent } from '../../core/event.js';
import type { FailureCount, FleetRow } from '../../core/fleet.js';
import type { JobInput } from '../../core/jobInput.js';
import { jobKindOf } from '../../core/jobKind.js';
import { isTerminal } from '../../core/status.js';
import type { Step } from '../../core/step.js';
import { staleSinceAfter, statusAfter, UNKNOWN_STATUS } from '../../core/watchStatus.js';
import { failureCause, type FailureCause } from '../../operators/failures/failureCause.js';
import { readOrder } from '../../operators/ranking/readOrder.js';
import { runningBest, type RunningBest } from '../../operators/ranking/runningBest.js';
import { jobTotals } from '../../operators/summary/jobTotals.js';
import { summaryOf } from '../../operators/summary/summary.js';
import { bestMetric, fleetBest } from './bestMetric.js';

/** Length of the longest reason in a row, in characters. */
const LONGEST_REASON = 300;

/** Folds the events of one job into its row. */
export class FleetJob {
  readonly #totals = jobTotals();
  /** Causes of the failed tests, by the key of each. */
  readonly #causes = new Map<string, FailureCause>();
  #ranking: RunningBest | undefined;
  #best: Step | undefined;
  #status = UNKNOWN_STATUS;
  #staleSince: number | undefined;
  #input: JobInput | undefined;
  /** Whether the description of the job was asked for. */
  isDescribed: boolean = false;

  constructor(
    readonly jobName: string,
    /** The row that was known before, which is shown until every test is known. */
    private readonly known?: FleetRow,
  ) {}

  get job(): WatchedJob | undefined {
    return this.#status.job;
  }

  /** Whether a description would tell how many tests there will be. Nothing tells how far an AI job is. */
  get lacksInput(): boolean {
    const { job } = this;
    return (
      !this.isDescribed &&
      jobKindOf(this.jobName) === 'classic' &&
      job !== undefined &&
      job.InputConfig === undefined &&
      !isTerminal(job.Status)
    );
  }

  /** Takes an event that arrives at `now`, in milliseconds since the epoch. */
  take(event: WatchEvent, now: number): void {
    if (event.type === 'step') {
      const { change, key, step } = event;
      this.#totals.change(event);
      // Made with the first step: before it the job says what its best is best by.
      this.#ranking ??= runningBest(
        readOrder(bestMetric(this.jobName, this.job).order),
        ({ Status }) => Status === 'COMPLETED',
        best => (this.#best = best),
      );
      this.#ranking.change(event);
      if (change !== 'removed' && step.Status === 'FAILED')
        this.#causes.set(key, failureCause(step.InferenceBenchmark?.FailureReason ?? ''));
      else this.#causes.delete(key);
      return;
    }
    this.#status = statusAfter(this.#status, event);
    this.#staleSince = staleSinceAfter(this.#staleSince, event, now);
    if ('job' in event) this.#totals.job = this.#withInput(event.job);
  }

  /** What the job is to test, where its events don't say so. */
  learn(input: JobInput): void {
    this.#input = input;
    if (this.#totals.job !== undefined) this.#totals.job = this.#withInput(this.#totals.job);
  }

  /** The row at a moment, in milliseconds since the epoch by this machine's clock; the service's is `aheadMs` ahead. */
  rowAt(now: number, aheadMs = 0): FleetRow {
    const { job, synced, done } = this.#status;
    const row = jobRow(job ?? { JobName: this.jobName, Status: 'PENDING' }, this.jobName);
    const stale = this.#staleSince === undefined || done ? {} : { staleSince: new Date(this.#staleSince) };
    if (!synced && !done) return { ...(this.#isKnown(row) && this.known), ...row, ...stale };
    const {
      counts,
      steps,
      done: ended,
      total,
      maxTotal,
      etaMs,
    } = summaryOf([this.#totals], this.#best, now + aheadMs);
    const best = fleetBest(this.#best, bestMetric(this.jobName, job));
    const hasBegun = ended > 0 || (counts['IN_PROGRESS'] ?? 0) > 0;
    return {
      ...row,
      // While its tests run, the job itself is seldom asked for.
      ...(row.status === 'PENDING' && hasBegun && { status: 'IN_PROGRESS' }),
      ...(jobKindOf(this.jobName) === 'classic'
        ? {
            done: ended,
            ...(total !== undefined && { total }),
            ...(maxTotal !== undefined && { maxTotal }),
            ...(etaMs !== undefined && !isTerminal(row.status) && { endsAt: new Date(now + etaMs) }),
            ...(total === undefined && this.#knownTotal(row, ended)),
          }
        : steps > 0 && { results: steps }),
      ...(best && { best }),
      ...(this.#causes.size > 0 && { failures: counted(this.#causes.values()) }),
      ...stale,
    };
  }

  /** The total that was known before, and the end by it: until the job is described, which takes its turn. */
  #knownTotal(row: FleetRow, ended: number): Partial<FleetRow> {
    const { total, maxTotal, endsAt } = (this.#isKnown(row) ? this.known : undefined) ?? {};
    if (total === undefined || total < ended || isTerminal(row.status)) return {};
    return { total, ...(maxTotal !== undefined && { maxTotal }), ...(endsAt && { endsAt }) };
  }

  /** Whether what was known before is of this job, and not of an earlier one of the same name. */
  #isKnown({ createdAt }: FleetRow): boolean {
    return createdAt !== undefined && this.known?.createdAt?.getTime() === createdAt.getTime();
  }

  #withInput(job: WatchedJob): WatchedJob {
    const input = this.#input;
    return input === undefined || job.InputConfig !== undefined ? job : { ...job, InputConfig: input };
  }
}

/** The row of a job of which nothing but its entry in a list is known. */
export function jobRow(job: WatchedJob, jobName: string = job.JobName): FleetRow {
  const { Status: status, CreationTime, CompletionTime, LastModifiedTime, FailureReason } = job;
  const endedAt = isTerminal(status) ? (CompletionTime ?? LastModifiedTime) : undefined;
  return {
    jobName,
    status,
    ...(CreationTime && { createdAt: CreationTime }),
    ...(endedAt && { endedAt }),
    ...(FailureReason !== undefined && { reason: FailureReason.slice(0, LONGEST_REASON) }),
  };
}

function counted(causes: Iterable<FailureCause>): readonly FailureCount[] {
  const counts = new Map<string, number>();
  for (const cause of causes) counts.set(cause, (counts.get(cause) ?? 0) + 1);
  return [...counts]
    .map(([cause, count]) => ({ cause, count }))
    .sort((a, b) => b.count - a.count || (a.cause < b.cause ? -1 : 1));
}
