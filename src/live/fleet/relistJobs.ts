import type { RecommenderApi } from '../../api/recommenderApi.js';
import { StepstreamError } from '../../core/errors.js';
import type { Time } from '../../core/time.js';
import type { JobPolls } from './jobPolls.js';
import { isVouchedFor } from './fleetMember.js';
import type { CheckedFleetOptions } from './fleetOptions.js';
import type { JobRegistry } from './jobRegistry.js';
import { pause } from '../../core/pause.js';
import { gracePeriod } from '../pace/gracePeriod.js';
import { backoffDelayMs, failedAgain, NO_FAILURES } from '../pace/pollBackoff.js';
import { readJobs, readNewest, type ListedJobs } from './readJobs.js';
import { pollDelayMs } from '../pace/schedule.js';
import { isFinal } from '../pace/trouble.js';

/** What the lists of a fleet need. */
export interface RelistOptions {
  readonly api: RecommenderApi;
  readonly time: Time;
  readonly signal: AbortSignal;
  readonly options: CheckedFleetOptions;
  readonly roll: JobRegistry;
  readonly looks: JobPolls;
}

/** So often everybody who runs is asked for, whatever the times of their changes say. */
const FULL_RELIST_MS = 600_000;
/** One turn in so many is for a look at a job that nobody has told of. */
const RESYNC_TURN = 3;
/** In the order of a life, so that a job that goes on meanwhile isn't missed. */
const RUNNING = ['PENDING', 'IN_PROGRESS', 'STOPPING'];

/**
 * Lists the jobs of an account again and again, until it is left. The first list says who runs; each one
 * after it asks for what has changed since. Rejects with what can't be waited out.
 */
export async function relistJobs(given: RelistOptions): Promise<void> {
  const { api, time, signal, options, roll, looks } = given;
  const credentials = gracePeriod(time, options.credentialsGraceMs);
  const isLeft = (): boolean => signal.aborted;
  let turns = 0;
  let quiet = 0;
  let failures = NO_FAILURES;
  let fullRelistAt = -Infinity;

  /** Milliseconds until the next turn. */
  async function turn(): Promise<number> {
    const askedAt = time.monotonic();
    try {
      const told = await list(askedAt);
      if (isLeft()) return 0;
      credentials.reset();
      for (const member of roll.members()) {
        member.unlisted = false;
        if (isLeft()) return 0;
        if (isVouchedFor(member)) member.fresh.polled(askedAt, member.follower.invalid());
      }
      quiet = told ? 0 : quiet + 1;
      return pollDelayMs(quiet, options, time.random());
    } catch (error) {
      return isLeft() ? 0 : waitOut(error);
    }
  }

  async function list(askedAt: number): Promise<boolean> {
    const lastModifiedTimeAfter = roll.since();
    if (lastModifiedTimeAfter !== undefined && askedAt < fullRelistAt) {
      const jobs = await readJobs(api, { ...options.filters, lastModifiedTimeAfter }, signal);
      return !isLeft() && roll.take(jobs, askedAt, false);
    }
    const jobs = await listRunning();
    fullRelistAt = askedAt + FULL_RELIST_MS;
    return !isLeft() && roll.take(jobs, askedAt, true);
  }

  /** Everybody who runs, and who was created last. */
  async function listRunning(): Promise<ListedJobs> {
    const { jobs, whole } = await readNewest(api, options.filters, signal);
    if (whole) return jobs;
    const all = new Map(jobs);
    for (const status of RUNNING) {
      const running = await readJobs(api, { ...options.filters, status }, signal);
      for (const [name, job] of running) all.set(name, job);
    }
    return all;
  }

  function waitOut(error: unknown): number {
    if (error instanceof StepstreamError) error.resumeToken = undefined;
    if (isFinal(error, fullRelistAt > -Infinity)) throw error;
    const leftMs = credentials.remainingMs(error);
    failures = failedAgain(failures, time.monotonic());
    for (const member of roll.members()) {
      member.unlisted = member.trusted;
      if (member.trusted) member.fresh.failed(error);
    }
    return Math.min(leftMs, backoffDelayMs(failures, time.random()));
  }

  while (!isLeft()) {
    turns += 1;
    const delayMs = await turn();
    if (isLeft()) return;
    looks.go();
    await pause(time, delayMs, signal);
    if (turns % RESYNC_TURN !== 0) continue;
    looks.resync();
    // Where nothing moves, the look takes the turn of a list: a quiet fleet costs a call a turn.
    if (quiet > 0 && delayMs >= 0.8 * options.maxIntervalMs) await pause(time, delayMs, signal);
  }
}
