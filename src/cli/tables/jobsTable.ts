import type { WatchedJob } from '../../core/event.js';
import { jobTimes } from '../../core/serviceTimes.js';
import { isTerminal } from '../../core/status.js';
import { oneLine } from '../../words/oneLine.js';
import type { Terminal } from '../process/terminal.js';
import { countLine } from './countLine.js';
import { firstThatFits } from './firstThatFits.js';
import type { TableColumn } from './fitTable.js';
import { stackRows } from './stackRows.js';
import { durationBetween } from '../../words/durations.js';
import { NOT_AVAILABLE } from '../../words/numbers.js';
import { utcMinute } from '../../words/times.js';
import { statusText } from './statusText.js';

interface Column extends TableColumn {
  readonly cell: (job: WatchedJob) => string;
}

/**
 * Jobs as a table that fits the terminal, a line that says which columns don't, and one that counts the jobs. `now` is the
 * time of day, in milliseconds since the epoch: of a job that runs it shows the time so far.
 */
export function jobsTable(
  jobs: readonly WatchedJob[],
  { columns: width, paint }: Terminal,
  now: number,
): string {
  const counted = countLine(
    'job',
    jobs.map(({ Status }) => oneLine(Status)),
  );
  if (jobs.length === 0) return counted;
  // A service whose clock is ahead of this one has been seen there already.
  const present = jobs.flatMap(jobTimes).reduce((latest, time) => Math.max(latest, time), now);
  const name: Column = { head: 'job', cell: job => oneLine(job.JobName) };
  const status: Column = { head: 'status', cell: job => statusText(job.Status, paint) };
  const created: Column = { head: 'created (UTC)', cell: job => utcMinute(job.CreationTime) };
  const took: Column = { head: 'took', cell: job => tookOf(job, present) };
  const type: Column = { head: 'type', cell: job => oneLine(job.JobType ?? '') };
  const remark: Column = {
    head: 'description',
    least: 16,
    cell: job => oneLine(job.FailureReason ?? job.JobDescription ?? ''),
  };
  const types = jobs.some(({ JobType }) => JobType !== undefined);
  const remarks = jobs.some(job => remark.cell(job) !== '');
  const all = [name, ...(types ? [type] : []), status, created, took, ...(remarks ? [remark] : [])];
  const layouts = [all, [name, status, created, took], [name, status, created]];
  const drawn = firstThatFits(layouts, (layout, draw) => {
    const isStack = draw === stackRows;
    const columns = isStack ? all : layout;
    const rows = jobs.map(job => ({ cells: columns.map(({ cell }) => cell(job)) }));
    const table = draw(columns, rows, width);
    const left = all.filter(column => !columns.includes(column)).map(({ head }) => head);
    return table && [table, ...(left.length === 0 ? [] : [`too narrow for: ${left.join(', ')}`])].join('\n');
  });
  return `${drawn}\n${counted}`;
}

function tookOf({ Status, CreationTime, CompletionTime }: WatchedJob, now: number): string {
  if (CreationTime === undefined) return NOT_AVAILABLE;
  if (isTerminal(Status)) return durationBetween(CreationTime, CompletionTime);
  return `${durationBetween(CreationTime, new Date(now))} so far`;
}
