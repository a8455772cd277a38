import type { RateLimiter } from '../../src/api/rateLimiter.js';
import type { SimulatedTime } from './simulatedTime.js';

/** A service with a token bucket, and jobs that call it one after another and back off when throttled. */
export interface Load {
  readonly perSecond: number;
  readonly burst: number;
  readonly jobs: number;
  readonly calls: number;
  /** Milliseconds each way; the first call of a job takes up to `coldMs` more to get there. */
  readonly latencyMs: number;
  readonly coldMs: number;
  readonly seed: number;
}

/** What became of the load. */
export interface LoadResult {
  readonly wallMs: number;
  readonly throttled: number;
  /** When, in milliseconds since the start. */
  readonly throttledAt: readonly number[];
}

/** Runs the load through the gate, in simulated time. */
export async function runLoad(time: SimulatedTime, gate: RateLimiter, load: Load): Promise<LoadResult> {
  const { perSecond, burst, latencyMs } = load;
  const random = seeded(load.seed);
  const start = time.now();
  const throttledAt: number[] = [];
  let level = burst;
  let filledAt = start;
  let lastDone = start;
  const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

  const serve = (): boolean => {
    level = Math.min(burst, level + ((time.now() - filledAt) * perSecond) / 1000);
    filledAt = time.now();
    if (level < 1) {
      throttledAt.push(Math.round(time.now() - start));
      return false;
    }
    level -= 1;
    return true;
  };

  const job = async (): Promise<void> => {
    let coldMs = random() * load.coldMs;
    for (let done = 0, attempt = 0; done < load.calls;) {
      const permit = await gate.acquire('foreground', new AbortController().signal);
      await sleep(latencyMs + coldMs + random());
      coldMs = 0;
      const served = serve();
      await sleep(latencyMs);
      if (served) {
        permit.succeeded();
        done += 1;
        attempt = 0;
      } else {
        permit.throttled();
        await sleep(random() * Math.min(10_000, 150 * 2 ** attempt++));
      }
    }
    lastDone = time.now();
  };

  let running = load.jobs;
  for (let i = 0; i < load.jobs; i++) void job().then(() => running--);
  while (running > 0) await time.pass(250);
  return { wallMs: lastDone - start, throttled: throttledAt.length, throttledAt };
}

/** Even numbers from 0 to 1, the same for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
