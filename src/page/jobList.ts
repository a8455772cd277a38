import type { JobSummary } from '../core/job.js';
import { isTerminal } from '../core/status.js';
import { JobList } from '../decode/message.js';

/** The newest jobs of the account, or why there is no list. */
export type JobChoice =
  | { readonly kind: 'jobs'; readonly jobs: readonly JobSummary[] }
  | { readonly kind: 'failed'; readonly message: string };

const UNREADABLE = 'The answer of the server is not of the expected form.';
const UNREACHABLE = 'The server can not be reached.';

/** Asks the gateway for its list of jobs. */
export async function fetchJobs(ask: () => Promise<Response>): Promise<JobChoice> {
  try {
    const response = await ask();
    const body: unknown = await response.json();
    if (!response.ok) return { kind: 'failed', message: messageOf(body) };
    const list = JobList.decode(body);
    return list._tag === 'Right'
      ? { kind: 'jobs', jobs: list.right.jobs }
      : { kind: 'failed', message: UNREADABLE };
  } catch {
    return { kind: 'failed', message: UNREACHABLE };
  }
}

const messageOf = (body: unknown): string => {
  const message = (body as { readonly message?: unknown } | null)?.message;
  return typeof message === 'string' ? message : UNREADABLE;
};

/** The job to begin with: the newest one that runs, or else the newest. */
export function firstJob(jobs: readonly JobSummary[]): string | undefined {
  return (jobs.find(({ Status }) => !isTerminal(Status)) ?? jobs[0])?.JobName;
}
