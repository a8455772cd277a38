import type { WatchedJob } from '../core/event.js';
import { isTerminal } from '../core/status.js';
import type { Step } from '../core/step.js';
import { summarize } from '../operators/summarize.js';
import type { Summary } from '../operators/summary/summary.js';
import { resultOf } from './resultOf.js';
import { duration } from '../words/durations.js';
import { spending, unknownAmount } from '../words/spending.js';
import { grouped } from '../words/numbers.js';
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
  readonly spentUsd: number;
  readonly spent: string;
  /** What the spending leaves out, if anything. */
  readonly spentNote: string;
  /** Parts of the bar: completed, failed and otherwise ended, running; shares of all. */
  readonly parts: readonly { readonly kind: 'completed' | 'failed' | 'running'; readonly share: number }[];
}

/** What stands where nothing is known. */
export const UNKNOWN = '–';
/** Greatest sum that is held, over the present one: what is more was read off a wrong clock. */
const MOST_OVER = 1.5;

/**
 * Sums a job up at a moment, milliseconds since the epoch by the service's clock. What was spent isn't less than
 * `leastUsd`, that of an earlier moment, unless the clock was wrong then.
 */
export function jobProgress(
  steps: readonly Step[],
  job: WatchedJob | undefined,
  now: number,
  leastUsd = 0,
): JobProgress {
  const summary = resultOf(steps, summarize({ job, now: () => now }));
  const ended = job !== undefined && isTerminal(job.Status);
  const { spentUsd = 0, unpriced = 0 } = summary ?? {};
  const most = leastUsd > MOST_OVER * spentUsd ? spentUsd : Math.max(spentUsd, leastUsd);
  const { amount, note } = spending({ spentUsd: most, unpriced }, steps, ended);
  return {
    share: shareOf(summary),
    tests: testsText(summary),
    failed: failedText(summary),
    isOver: ended,
    elapsed: summary?.elapsedMs === undefined ? UNKNOWN : duration(summary.elapsedMs),
    left: ended ? 'ended' : leftText(summary),
    spentUsd: most,
    spent: amount ?? unknownAmount(ended),
    spentNote: note,
    parts: partsOf(summary),
  };
}

function leftText({ etaMs, maxTotal }: Partial<Summary> = {}): string {
  if (etaMs === undefined) return UNKNOWN;
  if (etaMs === 0) return maxTotal === undefined ? 'wrapping up' : 'more may follow';
  return `${maxTotal === undefined ? 'about' : 'at least'} ${duration(etaMs)}`;
}

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
