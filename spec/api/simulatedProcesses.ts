import { setMaxListeners } from 'node:events';
import { createSharedRateLimiter } from '../../src/api/createSharedRateLimiter.js';
import { backoffMs, RETRY_DEFAULTS } from '../../src/api/retryPolicy.js';
import { systemTime } from '../../src/core/time.js';
import { seededRandom } from '../../src/testing/random.js';
import { lineTo, type QuotaLine } from '../support/quotaLine.js';
import { sharedQuotaModel } from '../support/sharedQuotaModel.js';
import { simulateTime } from './simulatedTime.js';

/** Four processes of 15 jobs of 4 calls each, on one quota of 10 a second, burst 10, as `npm run bench -- machines` has. */
export interface ProcessesLoad {
  readonly seed: number;
  /** What the service gives, burst and rate. */
  readonly perSecond: number;
  /** Part of the ways, to the service and to the shared quota, that take up to 150 ms more. */
  readonly lateWays?: number;
  /** Longest time for which a process stands still, once a second on average, in milliseconds. */
  readonly stallMs?: number;
  /** What happens to the lines of the processes, 4 s after the start. */
  readonly fault?: (lines: readonly QuotaLine[]) => void;
}

export interface ProcessesResult {
  /** Time from the first to the last call that was served, as a multiple of what the service allows. */
  readonly over: number;
  readonly throttled: number;
  /** Jobs that had no attempt left. */
  readonly lost: number;
  /** Longest time without a call that was served, in milliseconds. */
  readonly gapMs: number;
}

const PROCESSES = 4;
const JOBS = 15;
const CALLS = 4;
const QUOTA = { perSecond: 10, burst: 10 };
const FAULT_MS = 4_000;
const WAY_MS = { service: 10, quota: 0.2, jitter: 2, late: 150 };
const LONGEST_RUN_MS = 300_000;

/** Runs the load in virtual time. The same seed gives the same result. */
export async function runProcesses(load: ProcessesLoad): Promise<ProcessesResult> {
  const { seed, perSecond, lateWays = 0, stallMs = 0, fault = () => undefined } = load;
  const time = simulateTime();
  const random = seededRandom(seed);
  const start = time.now();
  const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));
  const stalls = Array.from({ length: PROCESSES }, () => stallsOf(random, start, stallMs));

  /** One way of a process: what it sends or gets while it stands still waits until it goes on. */
  const way = async (process: number, ms: number): Promise<void> => {
    await sleep(ms + random() * WAY_MS.jitter + (random() < lateWays ? random() * WAY_MS.late : 0));
    const stall = stalls[process]!.find(({ from, to }) => time.now() >= from && time.now() < to);
    if (stall) await sleep(stall.to - time.now());
  };

  const model = sharedQuotaModel(() => 1_700_000_000_000 + time.now());
  const lines = stalls.map((_, i) => lineTo(model, () => way(i, WAY_MS.quota)));
  let ids = 0;
  const limiters = lines.map(({ quota: shared }) =>
    createSharedRateLimiter({
      quota: { ...QUOTA, shared },
      time: { ...systemTime, random, uniqueId: () => String(ids++) },
    }),
  );

  const servedAt: number[] = [];
  let [throttled, lost, level, filledAt] = [0, 0, perSecond, start];
  const serve = (): boolean => {
    const now = time.now();
    level = Math.min(perSecond, level + ((now - filledAt) * perSecond) / 1000);
    filledAt = now;
    if (level < 1) {
      throttled += 1;
      return false;
    }
    level -= 1;
    servedAt.push(now);
    return true;
  };

  const { signal } = new AbortController();
  setMaxListeners(0, signal);
  const job = async (process: number): Promise<void> => {
    for (let done = 0, attempt = 1; done < CALLS;) {
      const permit = await limiters[process]!.acquire('foreground', signal);
      await way(process, WAY_MS.service);
      const served = serve();
      await way(process, WAY_MS.service);
      if (served) {
        permit.succeeded();
        [done, attempt] = [done + 1, 1];
        continue;
      }
      permit.throttled();
      if (attempt === RETRY_DEFAULTS.attempts) {
        lost += 1;
        return;
      }
      await sleep(backoffMs(attempt, undefined, RETRY_DEFAULTS, random()));
      attempt += 1;
    }
  };

  try {
    let running = PROCESSES * JOBS;
    for (let i = 0; i < running; i += 1) void job(i % PROCESSES).then(() => (running -= 1));
    setTimeout(() => {
      fault(lines);
    }, FAULT_MS);
    while (running > 0) await time.pass(250);
    for (const line of lines) line.mend();
    const closed = Promise.all(limiters.map(limiter => limiter.close()));
    await time.pass(1_000);
    await closed;
  } finally {
    time.uninstall();
  }
  const gaps = servedAt.slice(1).map((at, i) => at - servedAt[i]!);
  const seconds = (servedAt.at(-1)! - servedAt[0]!) / 1000;
  const over = seconds / ((servedAt.length - perSecond) / perSecond);
  return { over, throttled, lost, gapMs: Math.max(...gaps) };
}

/** When a process stands still: once a second on average, each time for up to `stallMs`. */
function stallsOf(random: () => number, start: number, stallMs: number): { from: number; to: number }[] {
  const stalls: { from: number; to: number }[] = [];
  if (stallMs === 0) return stalls;
  for (let at = start; at < start + LONGEST_RUN_MS;) {
    const from = at - Math.log(1 - random()) * 1_000;
    at = from + random() * stallMs;
    stalls.push({ from, to: at });
  }
  return stalls;
}
