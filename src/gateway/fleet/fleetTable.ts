import type { WatchedJob, WatchEvent } from '../../core/event.js';
import type { FleetRow } from '../../core/fleet.js';
import { jobKindOf } from '../../core/jobKind.js';
import { serviceTimes } from '../../core/serviceTimes.js';
import { isTerminal } from '../../core/status.js';
import { isChildBenchmark } from '../../live/ai/childBenchmark.js';
import { FleetJob, jobRow } from './fleetJob.js';

/** Maximum number of ended jobs that keep a row: those that ended last. */
const MAX_ENDED = 20;

/** Whether a fleet leaves a job out, as what it measures arrives with another one. */
const isFollowedWithAnother = (jobName: string): boolean =>
  isChildBenchmark(jobKindOf(jobName), jobName.slice(jobName.indexOf('/') + 1));

/** Folds the events of a fleet into rows: one for each running job, and one for each of the jobs that ended last. */
export class FleetTable {
  readonly #running = new Map<string, FleetJob>();
  readonly #rows = new Map<string, FleetRow>();
  readonly #changed = new Set<string>();
  /** Jobs that were listed as running, and of which no event has arrived. */
  readonly #expected = new Set<string>();
  #isListed = false;
  /** The service's time less this machine's, in milliseconds, where the service is ahead. */
  #aheadMs = 0;

  constructor(
    /** The rows that another gateway knew: each is shown until every test of its job is known. */
    private readonly known: ReadonlyMap<string, FleetRow> = new Map(),
  ) {}

  /** Whether every job that runs has its row. */
  get isComplete(): boolean {
    return this.#isListed && this.#expected.size === 0;
  }

  /** The next job whose description would tell how many tests there will be. */
  get nextToDescribe(): FleetJob | undefined {
    for (const job of this.#running.values()) if (job.lacksInput) return job;
    return undefined;
  }

  /** Takes the newest jobs of the account. Those that have ended are shown without figures. */
  list(jobs: readonly WatchedJob[]): void {
    for (const job of jobs) {
      const { JobName, Status } = job;
      const isKnown = this.#running.has(JobName) || this.#rows.has(JobName);
      if (isKnown || Status === 'DELETED' || isFollowedWithAnother(JobName)) continue;
      if (isTerminal(Status)) this.#rows.set(JobName, this.#withKnown(jobRow(job)));
      else if (Status !== 'DELETING') this.#expected.add(JobName);
    }
    this.#forgetEnded();
  }

  /** All lists were taken: with the events of the jobs in them the table is complete. */
  listed(): void {
    this.#isListed = true;
  }

  /** Waits no longer for jobs that were listed: they may have ended in between. */
  expectNoMore(): void {
    this.#expected.clear();
  }

  /** Takes an event that arrives at `now`, in milliseconds since the epoch. */
  take(event: WatchEvent, now: number): void {
    const { jobName } = event;
    this.#expected.delete(jobName);
    this.#aheadMs = Math.max(this.#aheadMs, ...serviceTimes(event).map(time => time - now));
    const job = this.#running.get(jobName) ?? new FleetJob(jobName, this.known.get(jobName));
    job.take(event, now);
    this.#changed.add(jobName);
    if (event.type !== 'done') {
      this.#running.set(jobName, job);
      return;
    }
    this.#running.delete(jobName);
    if (event.job.Status === 'DELETED') this.#rows.delete(jobName);
    else this.#rows.set(jobName, job.rowAt(now, this.#aheadMs));
    this.#forgetEnded();
  }

  /** Estimates change with the time: all running jobs are summed up again. */
  ageAll(): void {
    for (const name of this.#running.keys()) this.#changed.add(name);
  }

  /** A job has to be summed up again. */
  touch(jobName: string): void {
    this.#changed.add(jobName);
  }

  /** The rows at a moment, in milliseconds since the epoch; a row that hasn't changed is the same object. */
  rowsAt(now: number): ReadonlyMap<string, FleetRow> {
    for (const name of this.#changed) {
      const job = this.#running.get(name);
      if (job !== undefined) this.#rows.set(name, job.rowAt(now, this.#aheadMs));
    }
    this.#changed.clear();
    return this.#rows;
  }

  #withKnown(row: FleetRow): FleetRow {
    const known = this.known.get(row.jobName);
    const isSame = known?.createdAt?.getTime() === row.createdAt?.getTime();
    return known !== undefined && isSame && isTerminal(known.status) ? known : row;
  }

  #forgetEnded(): void {
    const ended = [...this.#rows.values()].filter(({ jobName }) => !this.#running.has(jobName));
    const surplus = ended.length - MAX_ENDED;
    if (surplus <= 0) return;
    ended.sort((a, b) => (a.endedAt?.getTime() ?? 0) - (b.endedAt?.getTime() ?? 0));
    for (const { jobName } of ended.slice(0, surplus)) this.#rows.delete(jobName);
  }
}
