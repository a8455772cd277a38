// A foreground listing beside a fleet, on one rate limiter: the real one, in the time of a fake clock.
import { pipe } from 'fp-ts/lib/function.js';
import { createRateLimiter } from '../../src/api/createRateLimiter.js';
import { withPermit } from '../../src/api/withPermit.js';
import { systemTime } from '../../src/core/time.js';
import { watchFleet } from '../../src/live/fleet/watchFleet.js';
import { stepListing } from '../../src/paging/stepListing.js';
import { readAllPages } from '../../src/live/job/readAllPages.js';
import { installFakeClock } from './fakeClock.js';
import { measure, running } from './fleetOf.js';
import { virtualApi, virtualFake, withLatency } from './virtualApi.js';

const QUOTA = { perSecond: 2, burst: 2 };
const JOBS = 20;
const MINUTE = 60_000;

export interface BesideFleet {
  readonly pages: number;
  readonly latencyMs: number;
  /** Share of the quota that the fleet may use; undefined for no fleet. */
  readonly quotaShare: number | undefined;
  /** When the listing begins, in milliseconds after three minutes. */
  readonly offsetMs?: number;
}

/** Milliseconds that a foreground listing of so many pages takes, beside a fleet that uses all of its share. */
export async function listingBesideFleet(setting: BesideFleet): Promise<number> {
  const { pages, latencyMs, quotaShare, offsetMs = 0 } = setting;
  const clock = installFakeClock();
  try {
    const names = Array.from({ length: JOBS }, (_, n) => `job-${String(n)}`);
    const fake = virtualFake(systemTime, {
      jobs: [
        ...names.map(name => running(name, { modifiedBySteps: false })),
        { name: 'listed', steps: 100 * pages },
      ],
    });
    const limiter = createRateLimiter({ quota: QUOTA, time: systemTime });
    const api = pipe(virtualApi(fake), withLatency(systemTime, latencyMs), withPermit(limiter));
    const abort = new AbortController();
    let value = 0;
    const change = setInterval(() => {
      measure(fake, names[value % JOBS]!, value++);
    }, 1_000);
    const fleet =
      quotaShare === undefined
        ? undefined
        : watchFleet(api, systemTime, { quotaShare, nameContains: 'job' }, QUOTA).subscribe();
    await clock.tickAsync(3 * MINUTE + offsetMs);
    const startedAt = clock.now;
    let endedAt = NaN;
    const listing = readAllPages(stepListing(api, 'listed', undefined, 'foreground'), abort.signal).then(
      () => {
        endedAt = clock.now;
      },
    );
    while (Number.isNaN(endedAt)) await clock.tickAsync(10);
    await listing;
    fleet?.unsubscribe();
    clearInterval(change);
    const closed = limiter.close();
    await clock.tickAsync(10);
    await closed;
    return endedAt - startedAt;
  } finally {
    clock.uninstall();
  }
}
