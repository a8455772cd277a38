import { jobKindOf } from '../core/jobKind.js';
import { isTerminal } from '../core/status.js';
import type { JobSnapshot } from '../operators/summary/jobSnapshot.js';
import { aiJobHint, BENCHMARK_FIGURES } from '../words/aiJobHint.js';
import { statusWord } from '../words/statuses.js';

/** What is said of an AI job in place of recommendations. */
export interface Outlook {
  readonly title: string;
  readonly text: string;
  /** What may be done about it. */
  readonly hint?: string | undefined;
}

const RUNNING = {
  recommendation:
    'AWS tells nothing of an AI recommendation job before its end: no tests, no share that is done, no time to go. ' +
    'Its recommendations appear here when it has completed.',
  benchmark:
    'AWS tells nothing of an AI benchmark job before its end: no requests that are done, no time to go. ' +
    'Its figures will be in S3, and not here.',
};
const NO_REASON = 'AWS gave no reason.';
const NONE =
  'AWS has described the completed job without recommendations, and gives no reason. What its benchmarks measured ' +
  'may be in S3, in its output location.';

/**
 * What is to be said of an AI job that has no recommendations: it runs, it failed, or it completed without. Undefined for a
 * job that has some, for one that isn't known yet, and for classic ones.
 */
export function outlookOf(snapshot: JobSnapshot): Outlook | undefined {
  const { jobName, job, steps, done } = snapshot;
  const kind = jobKindOf(jobName);
  if (kind === 'classic' || job === undefined || steps.size > 0) return undefined;
  const { Status: status, FailureReason: reason = '' } = job;
  if (status === 'FAILED') return failed(reason);
  if (!isTerminal(status)) return { title: `The job is ${statusWord(status)}`, text: RUNNING[kind] };
  const title = `The job has ended: ${statusWord(status)}`;
  if (status !== 'COMPLETED') return { title, text: textOf(reason, 'It has no recommendations.') };
  if (kind === 'benchmark') return { title, text: figuresAt(snapshot) };
  return done
    ? { title: 'No recommendations', text: NONE }
    : { title, text: 'Its recommendations aren’t there yet.' };
}

const failed = (reason: string): Outlook => ({
  title: 'The job has failed',
  text: textOf(reason, NO_REASON),
  hint: aiJobHint(reason),
});

const textOf = (reason: string, otherwise: string): string => (reason.trim() === '' ? otherwise : reason);

function figuresAt({ job }: JobSnapshot): string {
  const place = job?.AIBenchmarkJob?.OutputConfig?.S3OutputLocation;
  const where = place === undefined ? '' : `, ${place}`;
  return `AWS gives no figures of a benchmark job by itself. They are in S3: ${BENCHMARK_FIGURES}${where}. fromAiperf of stepstream reads them.`;
}
