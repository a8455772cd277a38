import { isJobKind, jobKindOf, type JobKind } from '../core/jobKind.js';
import { isTerminal } from '../core/status.js';
import type { WatchedJob } from '../core/event.js';
import { AIJobList, JobList } from '../decode/message.js';

/** The newest jobs of the account, or why there is no list. */
export type JobChoice =
  | {
      readonly kind: 'jobs';
      /** Those of all kinds that the gateway lists. */
      readonly jobs: readonly WatchedJob[];
      /** The kinds whose lists can't be had, and why. */
      readonly unlisted: ReadonlyMap<JobKind, string>;
      /** The kinds that the gateway lists, where classic jobs aren't all. */
      readonly kinds?: readonly string[] | undefined;
      /** When the list was read, milliseconds since the epoch, where the gateway has not answered since. */
      readonly staleSince?: number | undefined;
    }
  | { readonly kind: 'failed'; readonly message: string };

/** Asks the gateway at an address below the page's own. */
export type Ask = (address: string) => Promise<Response>;

const UNREADABLE = 'The answer of the server is not of the expected form.';
const UNREACHABLE = 'The server can not be reached.';

/** Asks the gateway for its lists of jobs: that of classic ones, which says what others there are, and these. */
export async function fetchJobs(ask: Ask): Promise<JobChoice> {
  const list = await answerOf(ask, 'jobs', JobList);
  if (typeof list === 'string') return { kind: 'failed', message: list };
  const kinds = (list.kinds ?? []).filter(isJobKind).filter(kind => kind !== 'classic');
  const others = await Promise.all(
    kinds.map(async kind => [kind, await answerOf(ask, `jobs?kind=${kind}`, AIJobList)] as const),
  );
  return {
    kind: 'jobs',
    kinds: list.kinds,
    jobs: [...list.jobs, ...others.flatMap(([, one]) => (typeof one === 'string' ? [] : one.jobs))],
    unlisted: new Map(others.flatMap(([kind, one]) => (typeof one === 'string' ? [[kind, one]] : []))),
  };
}

/**
 * The list after an answer: where there is none, the one before, which was read at `readAt`, stays; so do the jobs of a kind
 * that can't be listed now.
 */
export function listAfter(before: JobChoice | undefined, answer: JobChoice, readAt: number): JobChoice {
  if (before?.kind !== 'jobs') return answer;
  if (answer.kind === 'failed') return { ...before, staleSince: before.staleSince ?? readAt };
  const kept = before.jobs.filter(({ JobName }) => answer.unlisted.has(jobKindOf(JobName)));
  return kept.length === 0 ? answer : { ...answer, jobs: [...answer.jobs, ...kept] };
}

/** What an address answers, or in a sentence why it doesn't. */
async function answerOf<A extends object>(
  ask: Ask,
  address: string,
  codec: { readonly decode: (body: unknown) => Decoded<A> },
): Promise<A | string> {
  try {
    const response = await ask(address);
    const body: unknown = await response.json();
    if (!response.ok) return messageOf(body);
    const decoded = codec.decode(body);
    return decoded._tag === 'Right' ? decoded.right : UNREADABLE;
  } catch {
    return UNREACHABLE;
  }
}

type Decoded<A> = { readonly _tag: 'Right'; readonly right: A } | { readonly _tag: 'Left' };

const messageOf = (body: unknown): string => {
  const message = (body as { readonly message?: unknown } | null)?.message;
  return typeof message === 'string' ? message : UNREADABLE;
};

/**
 * The job to begin with: the newest one that runs, or else the newest. Benchmark jobs come last, as a recommendation job
 * starts many.
 */
export function firstJob(jobs: readonly WatchedJob[]): string | undefined {
  const [first] = jobs.toSorted(
    (a, b) =>
      benchmarksLast(a) - benchmarksLast(b) ||
      Number(isTerminal(a.Status)) - Number(isTerminal(b.Status)) ||
      createdAt(b) - createdAt(a),
  );
  return first?.JobName;
}

const benchmarksLast = ({ JobName }: WatchedJob): number => Number(jobKindOf(JobName) === 'benchmark');
const createdAt = ({ CreationTime }: WatchedJob): number => CreationTime?.getTime() ?? 0;
