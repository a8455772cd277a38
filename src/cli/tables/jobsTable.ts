import type { WatchedJob } from '../../core/event.js';
import { oneLine } from '../../words/oneLine.js';
import type { Terminal } from '../process/terminal.js';
import { countLine } from './countLine.js';
import { fitTable, type TableColumn } from './fitTable.js';
import { durationBetween } from '../../words/durations.js';
import { NOT_AVAILABLE } from '../../words/numbers.js';
import { utcMinute } from '../../words/times.js';
import { statusText } from './statusText.js';

interface Column extends TableColumn {
  readonly cell: (job: WatchedJob) => string;
}

/** Jobs as a table that fits the terminal, and a line that counts them. */
export function jobsTable(jobs: readonly WatchedJob[], { columns: width, paint }: Terminal): string {
  const counted = countLine(
    'job',
    jobs.map(({ Status }) => oneLine(Status)),
  );
  if (jobs.length === 0) return counted;
  const name: Column = { head: 'job', cell: job => oneLine(job.JobName) };
  const status: Column = { head: 'status', cell: job => statusText(job.Status, paint) };
  const created: Column = { head: 'created (UTC)', cell: job => utcMinute(job.CreationTime) };
  const took: Column = { head: 'took', cell: tookOf };
  const type: Column = { head: 'type', cell: job => oneLine(job.JobType ?? '') };
  const remark: Column = {
    head: 'description',
    least: 16,
    cell: job => oneLine(job.FailureReason ?? job.JobDescription ?? ''),
  };
  const types = jobs.some(({ JobType }) => JobType !== undefined);
  const remarks = jobs.some(job => remark.cell(job) !== '');
  for (const columns of [
    [name, ...(types ? [type] : []), status, created, took, ...(remarks ? [remark] : [])],
    [name, status, created, took],
    [name, status, created],
    [{ ...name, least: 1 }, status],
  ]) {
    const rows = jobs.map(job => ({ cells: columns.map(({ cell }) => cell(job)) }));
    const table = fitTable(columns, rows, width);
    if (table !== undefined) return `${table}\n${counted}`;
  }
  return counted;
}

const tookOf = ({ CreationTime, CompletionTime }: WatchedJob): string =>
  CreationTime === undefined ? NOT_AVAILABLE : durationBetween(CreationTime, CompletionTime);
