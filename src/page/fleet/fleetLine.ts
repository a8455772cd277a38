import type { FleetBest, FleetRow } from '../../core/fleet.js';
import { jobKindOf } from '../../core/jobKind.js';
import { isTerminal } from '../../core/status.js';
import { counted } from '../../core/counted.js';
import { duration, latency } from '../../words/durations.js';
import { dollars, perMillion } from '../../words/money.js';
import { grouped, throughput } from '../../words/numbers.js';
import { statusWord } from '../../words/statuses.js';
import { localTime } from '../../words/times.js';
import { totalText } from '../../words/totals.js';
import { causeTitle } from '../causeTitle.js';
import { writeAddress } from '../address.js';
import { plainName } from '../kindWords.js';

/** A job of the fleet in words, and what it is sorted by. */
export interface FleetLine {
  /** Qualified name of the job. */
  readonly key: string;
  readonly name: string;
  /** Kind of the job in a word; empty for classic jobs. */
  readonly kind: string;
  /** Address of its page. */
  readonly href: string;
  readonly status: string;
  /** The status in a word; empty while the job runs. */
  readonly word: string;
  readonly hasEnded: boolean;
  readonly tests: string;
  /** Shares of all tests, from 0 to 1; undefined where there is no total. */
  readonly shares: { readonly completed: number; readonly failed: number } | undefined;
  /** Time to go; of a job that has ended, how long it took and when it ended. */
  readonly time: string;
  readonly best: string;
  readonly figure: string;
  readonly failed: number;
  /** What failed: the causes, or the reason of the job. */
  readonly causes: string;
  /** Empty while what is known is fresh. */
  readonly stale: string;
  readonly createdAt: number;
  readonly endedAt: number;
  /** Milliseconds to go; undefined where there is no estimate. */
  readonly leftMs: number | undefined;
}

const KINDS = { classic: '', recommendation: 'AI recommendation', benchmark: 'AI benchmark' } as const;
const UNKNOWN = '–';
const MINUTE_MS = 60_000;
/** Number of causes that a line names. */
const MOST_CAUSES = 2;

/** A row in words at a moment, in milliseconds since the epoch by the gateway's clock, which is ahead of this machine's. */
export function fleetLine(row: FleetRow, now: number, aheadMs: number): FleetLine {
  const { jobName, status, createdAt, endedAt, endsAt, best, failures = [], staleSince } = row;
  const hasEnded = isTerminal(status);
  const leftMs = hasEnded || endsAt === undefined ? undefined : Math.max(0, endsAt.getTime() - now);
  const failed = failures.reduce((sum, { count }) => sum + count, 0);
  return {
    key: jobName,
    name: plainName(jobName),
    kind: KINDS[jobKindOf(jobName)],
    href: writeAddress({ job: jobName, criteria: {} }),
    status,
    word: status === 'IN_PROGRESS' ? '' : statusWord(status),
    hasEnded,
    tests: testsText(row, hasEnded),
    shares: sharesOf(row, failed),
    time: hasEnded ? tookText(row, now) : leftText(leftMs, row),
    best: best?.label ?? UNKNOWN,
    figure: best === undefined ? '' : figureText(best),
    failed,
    causes: failed === 0 && hasEnded ? (row.reason ?? '') : causesText(failures),
    stale: staleSince === undefined ? '' : `stale since ${localTime(staleSince.getTime() - aheadMs)}`,
    createdAt: createdAt?.getTime() ?? 0,
    endedAt: endedAt?.getTime() ?? 0,
    leftMs,
  };
}

function testsText({ jobName, done, total, maxTotal, results }: FleetRow, hasEnded: boolean): string {
  if (jobKindOf(jobName) !== 'classic') {
    if (results !== undefined) return counted(results, 'recommendation');
    return hasEnded ? UNKNOWN : 'no progress shown';
  }
  if (done === undefined) return UNKNOWN;
  if (total === undefined) return `${grouped(done)} done`;
  return `${grouped(done)} of ${totalText(total, maxTotal)}`;
}

function sharesOf(
  { jobName, status, done, total, maxTotal = total }: FleetRow,
  failed: number,
): FleetLine['shares'] {
  if (jobKindOf(jobName) !== 'classic') return undefined;
  if (done === undefined) return isTerminal(status) ? undefined : { completed: 0, failed: 0 };
  if (maxTotal === undefined || maxTotal === 0) return undefined;
  return { completed: (done - failed) / maxTotal, failed: failed / maxTotal };
}

function leftText(leftMs: number | undefined, { maxTotal }: FleetRow): string {
  if (leftMs === undefined) return UNKNOWN;
  if (leftMs === 0) return 'wrapping up';
  return `${maxTotal === undefined ? 'about' : 'at least'} ${duration(leftMs)}`;
}

function tookText({ createdAt, endedAt }: FleetRow, now: number): string {
  if (endedAt === undefined) return UNKNOWN;
  const agoMs = now - endedAt.getTime();
  const ago = agoMs < MINUTE_MS ? 'just now' : `${duration(agoMs)} ago`;
  return createdAt === undefined ? ago : `${duration(endedAt.getTime() - createdAt.getTime())}, ${ago}`;
}

function figureText({ metric, value }: FleetBest): string {
  switch (metric) {
    case 'CostPerInference':
      return `${dollars(perMillion(value))} a million`;
    case 'TimeToFirstToken':
      return `${latency(value)} to the first token`;
    case 'OutputTokenThroughput':
      return `${throughput(value)} tokens a second`;
    default:
      return '';
  }
}

function causesText(failures: NonNullable<FleetRow['failures']>): string {
  const named = failures.slice(0, MOST_CAUSES).map(({ cause }) => causeTitle(cause));
  return [...named, ...(failures.length > MOST_CAUSES ? ['others'] : [])].join(', ');
}
