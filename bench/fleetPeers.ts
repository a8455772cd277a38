import type { CallOptions } from '../src/api/recommenderApi.js';
import { changedPaths } from '../src/core/changedPaths.js';
import type { Step } from '../src/core/step.js';
import { watchFleet } from '../src/live/fleet/watchFleet.js';
import { readJobs } from '../src/live/fleet/readJobs.js';
import { listAllSteps } from '../src/live/job/listAllSteps.js';
import { QUOTA, type Account } from './fleetAccount.js';

/** Tells of each step that differs from the last time. */
function differences({ saw }: Account): (steps: readonly Step[]) => void {
  const known = new Map<string, Step>();
  return steps => {
    for (const step of steps) {
      const key = `${step.JobName} ${step.InferenceBenchmark?.EndpointConfiguration?.EndpointName ?? ''}`;
      const before = known.get(key);
      known.set(key, step);
      if (changedPaths(before, step).length > 0) saw(step);
    }
  };
}

/** Runs until it is stopped; what is under way then is left to itself. */
function looping(turn: (signal: AbortSignal) => Promise<void>): () => void {
  const stopping = new AbortController();
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) await turn(stopping.signal);
  };
  loop().catch((error: unknown) => {
    if (!stopping.signal.aborted) throw error;
  });
  return () => {
    stopping.abort();
  };
}

/** What people write: Describe and the steps of each job, one job after the other, round and round. */
export function plain(account: Account): () => void {
  const { api, names } = account;
  const tell = differences(account);
  let turn = 0;
  return looping(async signal => {
    const jobName = names[turn++ % names.length]!;
    const call: CallOptions = { signal };
    await api.describeJob({ JobName: jobName }, call);
    tell((await listAllSteps(api, jobName, signal)).pages.flat());
  });
}

/** What careful people write: the list of jobs says which ones changed, and only these are read. */
export function careful(account: Account): () => void {
  const { api, names } = account;
  const tell = differences(account);
  const known = new Map<string, number>();
  let newest: Date | undefined;
  let first = [...names];
  return looping(async signal => {
    const next = first.shift();
    if (next !== undefined) {
      tell((await listAllSteps(api, next, signal)).pages.flat());
      return;
    }
    first = [];
    const jobs = await readJobs(api, newest === undefined ? {} : { lastModifiedTimeAfter: newest }, signal);
    for (const { JobName, LastModifiedTime } of jobs.values()) {
      const at = LastModifiedTime?.getTime() ?? 0;
      if (known.get(JobName) === at) continue;
      known.set(JobName, at);
      if (newest === undefined || at > newest.getTime()) newest = new Date(at);
      tell((await listAllSteps(api, JobName, signal)).pages.flat());
    }
  });
}

/** `fleet$`, with a share of the quota. */
export const fleet =
  (quotaShare: number) =>
  ({ api, time, saw }: Account): (() => void) => {
    const subscription = watchFleet(api, time, { quotaShare }, QUOTA).subscribe({
      next: event => {
        if (event.type === 'step') saw(event.step);
      },
      error: (error: unknown) => {
        throw error;
      },
    });
    return () => {
      subscription.unsubscribe();
    };
  };
