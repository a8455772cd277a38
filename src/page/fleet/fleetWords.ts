import { counted } from '../../core/counted.js';
import { grouped } from '../../words/numbers.js';
import type { FleetRow } from '../../core/fleet.js';
import { isTerminal } from '../../core/status.js';
import { statusWord } from '../../words/statuses.js';
import { plainName } from '../kindWords.js';

/** Number of jobs that an announcement names; of more it says how many. */
const MOST_NAMED = 3;

const isRunning = ({ status }: FleetRow): boolean => !isTerminal(status);

/** How many jobs run, as a heading. */
export function fleetTitle(rows: Iterable<FleetRow>): string {
  const running = [...rows].filter(isRunning).length;
  if (running === 0) return 'No job is running';
  return `${counted(running, 'job', grouped)} running`;
}

/** The sums over the running jobs: `41 of 120 tests done, 4 failed`; empty where nothing is known of any. */
export function fleetSums(rows: Iterable<FleetRow>): string {
  let [done, total, failed, unknown] = [0, 0, 0, 0];
  for (const row of rows) {
    if (!isRunning(row) || row.done === undefined) continue;
    done += row.done;
    total += row.maxTotal ?? row.total ?? 0;
    if (row.total === undefined) unknown += 1;
    failed += (row.failures ?? []).reduce((sum, { count }) => sum + count, 0);
  }
  if (done === 0 && total === 0) return '';
  const of = unknown === 0 ? ` of ${grouped(total)}` : '';
  return `${grouped(done)}${of} tests done${failed > 0 ? `, ${grouped(failed)} failed` : ''}`;
}

/** What has begun and ended since the last announcement, in sentences; empty where nothing has. */
export function fleetNews(before: ReadonlyMap<string, FleetRow>, now: ReadonlyMap<string, FleetRow>): string {
  const changed = [...now.values()].filter(row => {
    const was = before.get(row.jobName);
    return was === undefined ? isRunning(row) : isRunning(was) !== isRunning(row);
  });
  const begun = changed.filter(isRunning);
  const ended = changed.filter(row => !isRunning(row));
  return [
    begun.length > MOST_NAMED
      ? `${grouped(begun.length)} jobs have begun.`
      : begun.map(({ jobName }) => `${plainName(jobName)} has begun.`).join(' '),
    ended.length > MOST_NAMED
      ? `${grouped(ended.length)} jobs have ended.`
      : ended
          .map(({ jobName, status }) => `${plainName(jobName)} has ended: ${statusWord(status)}.`)
          .join(' '),
  ]
    .filter(Boolean)
    .join(' ');
}
