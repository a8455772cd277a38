import { pipe } from 'fp-ts/lib/function.js';
import { withWholePages } from '../../src/api/withWholePages.js';
import type { WatchEvent } from '../../src/core/event.js';
import { watchFleet } from '../../src/live/fleet/watchFleet.js';
import { integer, pick, seededRandom } from '../../src/testing/random.js';
import { serviceBehaviours, type ServiceBehaviours } from '../../src/testing/index.js';
import { virtualApi, virtualFake, withLatency, withVirtualQuota } from '../support/virtualApi.js';
import { virtualTime } from '../support/virtualTime.js';

/** What a fleet has done in a day. */
export interface FleetDay {
  /** Growth of the heap from the fourth hour to the last; meaningful only with `--expose-gc`. */
  readonly grownBytes: number;
  readonly calls: number;
  readonly jobs: number;
  readonly dones: number;
  /** What was wrong: events that repeat an earlier one, jobs that are done too often, or never. */
  readonly faults: readonly string[];
  /** Timers that are left after unsubscribing. */
  readonly timers: number;
}

const HOUR_MS = 3_600_000;
const QUOTA = { perSecond: 5, burst: 2 };
/** A new job each so many milliseconds. */
const EVERY_MS = 150_000;
/** A job is removed from the account so long after it was added, as the account would grow otherwise. */
const REMOVED_AFTER_MS = 3 * HOUR_MS;

/**
 * A fleet that follows an account for so many hours. A job begins each two and a half minutes and takes some
 * minutes. The service behaves in another way each hour.
 */
export async function dayOfFleet(hours: number, seed: number): Promise<FleetDay> {
  const random = seededRandom(seed);
  const time = virtualTime(seededRandom(seed + 1));
  const fake = virtualFake(time, { seed });
  const api = pipe(virtualApi(fake), withLatency(time, 40), withVirtualQuota(time, QUOTA), withWholePages);
  const log = eventLog();
  let failed: unknown;
  const following = watchFleet(api, time, {}, QUOTA).subscribe({
    next: log.take,
    error: (error: unknown) => (failed = error),
  });
  let jobs = 0;
  let before = 0;
  const lives = new Map<string, number>();
  for (let hour = 0; hour < hours; hour++) {
    const behaviours = behavioursOf(seed * 100 + hour);
    fake.behave(behaviours);
    for (let at = 0; at < HOUR_MS; at += EVERY_MS) {
      // Nothing begins in the last part of an hour, so that each job lives under one kind of service.
      if (at < HOUR_MS / 2) {
        const name = `job-${String(jobs++)}`;
        fake.addJob(script(name));
        lives.set(name, livesOf(behaviours));
        time.after(REMOVED_AFTER_MS, () => {
          if (fake.world.job(name, fake.now()) !== undefined) fake.removeJob(name);
          const count = lives.get(name);
          if (count !== undefined) log.forget(name, count);
          lives.delete(name);
        });
      }
      await time.pass(EVERY_MS);
    }
    if (hour === 3) before = heap();
  }
  fake.behave({});
  await time.pass(HOUR_MS);
  for (const [name, count] of lives) log.forget(name, count);
  lives.clear();
  if (failed !== undefined) log.faults.push(`failed: ${(failed as Error).message}`);
  const grownBytes = heap() - before;
  following.unsubscribe();
  await time.pass(REMOVED_AFTER_MS);
  const { calls } = fake.stats();
  return { grownBytes, calls, jobs, dones: log.dones(), faults: log.faults, timers: time.timers() };

  function script(name: string) {
    return {
      name,
      live: true,
      steps: integer(random, 1, 8),
      pendingMs: integer(random, 0, 30_000),
      provisioningMs: integer(random, 5_000, 60_000),
      runMs: integer(random, 20_000, 120_000),
      maxParallelTests: 3,
      status: pick(random, ['COMPLETED', 'COMPLETED', 'FAILED', 'STOPPED'] as const),
    };
  }
}

/**
 * The behaviours of an hour. Where pages move with each call, one of two steps with one endpoint name can hide
 * the other, and what is known of them alternates.
 */
function behavioursOf(seed: number): ServiceBehaviours {
  const { sharedEndpoint, ...rest } = serviceBehaviours(seed);
  return { ...rest, ...(rest.listOrder === undefined && sharedEndpoint === true && { sharedEndpoint }) };
}

/** How often a job of such a service can be done at most: in each of its lives. */
const livesOf = ({ revival, recreation }: ServiceBehaviours): number =>
  (recreation === undefined ? 1 : 2) * (revival === undefined ? 1 : 2);

interface EventLog {
  readonly take: (event: WatchEvent) => void;
  /** Checks what was emitted of a job that had so many lives, and forgets it. */
  readonly forget: (jobName: string, lives: number) => void;
  readonly dones: () => number;
  readonly faults: string[];
}

/** Events of each job: what was emitted in its present life, and how many lives ended. */
function eventLog(): EventLog {
  const jobs = new Map<string, { seen: Set<string>; last: string; dones: number }>();
  const faults: string[] = [];
  let dones = 0;
  return {
    faults,
    dones: () => dones,
    take: event => {
      const { jobName, type } = event;
      const job = jobs.get(jobName) ?? { seen: new Set<string>(), last: '', dones: 0 };
      jobs.set(jobName, job);
      if (type === 'stale' || type === 'fresh') return;
      const line = lineOf(event);
      // A job can be as it was before, as its time of the last change goes back.
      const isRepeated = type === 'job' ? line === job.last : job.seen.has(line);
      if (isRepeated) faults.push(`twice: ${line}`);
      if (type === 'job') job.last = line;
      else job.seen.add(line);
      if (type !== 'done') return;
      job.dones += 1;
      dones += 1;
      job.seen.clear();
      job.last = '';
    },
    forget: (jobName, lives) => {
      const ended = jobs.get(jobName)?.dones ?? 0;
      if (ended === 0) faults.push(`${jobName} was never done`);
      if (ended > lives) faults.push(`${jobName} was done ${String(ended)} times in ${String(lives)} lives`);
      jobs.delete(jobName);
    },
  };
}

function lineOf(event: WatchEvent): string {
  if (event.type === 'job') return `job ${JSON.stringify(event.job)}`;
  if (event.type !== 'step') return `${event.jobName} ${event.type}`;
  return `${event.jobName} ${event.key} ${event.change} ${JSON.stringify(event.step)}`;
}

function heap(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
