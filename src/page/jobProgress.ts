import type { WatchedJob } from '../core/event.js';
import { isTerminal } from '../core/status.js';
import type { Step } from '../core/step.js';
import { summarize } from '../operators/summarize.js';
import type { Summary } from '../operators/summary/summary.js';
import { resultOf } from './resultOf.js';
import { counted } from '../core/counted.js';
import { grouped } from '../words/numbers.js';
import { duration } from '../words/durations.js';
import { spent } from '../words/money.js';
import { statusWord } from '../words/statuses.js';
import { totalText } from '../words/totals.js';

/** The progress of a job, in words and shares. */
export interface JobProgress {
  /** Of all tests, those that are done, from 0 to 1; undefined while the total isn't known. */
  readonly share: number | undefined;
  /** `32 of 40`, and of these `5 failed`; empty where all are well. */
  readonly tests: string;
  readonly failed: string;
  readonly isOver: boolean;
  readonly elapsed: string;
  readonly left: string;
  readonly spent: string;
  /** What the spending leaves out, if anything. */
  readonly spentNote: string;
  /** Parts of the bar: completed, failed and otherwise ended, running; shares of all. */
  readonly parts: readonly { readonly kind: 'completed' | 'failed' | 'running'; readonly share: number }[];
}

const UNKNOWN = '–';

/** Sums a job up at a moment, milliseconds since the epoch by the service's clock. */
export function jobProgress(steps: readonly Step[], job: WatchedJob | undefined, now: number): JobProgress {
  const summary = resultOf(steps, summarize({ job, now: () => now }));
  const ended = job !== undefined && isTerminal(job.Status);
  return {
    share: shareOf(summary),
    tests: testsText(summary),
    failed: failedText(summary),
    isOver: ended,
    elapsed: summary?.elapsedMs === undefined ? UNKNOWN : duration(summary.elapsedMs),
    left: ended ? 'ended' : leftText(summary),
    spent: spentText(summary),
    spentNote: unpricedText(summary?.unpriced ?? 0),
    parts: partsOf(summary),
  };
}

function leftText({ etaMs, maxTotal }: Partial<Summary> = {}): string {
  if (etaMs === undefined) return UNKNOWN;
  return `${maxTotal === undefined ? 'about' : 'at least'} ${duration(etaMs)}`;
}

/** Nothing known is not `$0.00`. */
const spentText = (summary: Summary | undefined): string =>
  summary === undefined || (summary.spentUsd === 0 && summary.unpriced > 0)
    ? UNKNOWN
    : spent(summary.spentUsd);

/** Of the most tests that there may be, so that the bar isn't full while more may follow. */
function shareOf(summary: Summary | undefined): number | undefined {
  const most = summary?.maxTotal ?? summary?.total;
  return summary === undefined || most === undefined || most === 0 ? undefined : summary.done / most;
}

function testsText(summary: Summary | undefined): string {
  if (summary === undefined) return UNKNOWN;
  const { done, total, maxTotal } = summary;
  return `${String(done)} of ${total === undefined ? '?' : totalText(total, maxTotal)}`;
}

/** Those that ended without a result, by status. */
const failedText = ({ counts = {} }: Partial<Summary> = {}): string =>
  Object.entries(counts)
    .filter(([status, count]) => count > 0 && status !== 'COMPLETED' && isTerminal(status))
    .map(([status, count]) => `${grouped(count)} ${statusWord(status)}`)
    .join(', ');

const unpricedText = (unpriced: number): string =>
  unpriced === 0 ? '' : `without ${counted(unpriced, 'test', grouped)} whose cost isn’t known`;

function partsOf(summary: Summary | undefined): JobProgress['parts'] {
  if (summary === undefined) return [];
  const { counts, steps, done, total = steps, maxTotal = total } = summary;
  const completed = counts['COMPLETED'] ?? 0;
  const running = counts['IN_PROGRESS'] ?? 0;
  const share = (tests: number): number => tests / Math.max(1, maxTotal);
  return [
    { kind: 'completed', share: share(completed) },
    { kind: 'failed', share: share(done - completed) },
    { kind: 'running', share: share(running) },
  ];
}
