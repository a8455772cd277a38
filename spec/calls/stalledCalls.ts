import { installFakeClock } from '../support/fakeClock.js';
import { rest } from '../support/simulated.js';

/** More than any back-off of `simulated`, in milliseconds, and far less than any deadline. */
const BACKOFF_MS = 5;

/**
 * Runs `work` over real sockets on timers that stand still. Back-offs pass by and by; a deadline of
 * `deadlineMs` only once the service has stalled one more call, as `stalled` counts them: so none fires
 * because the machine is slow.
 */
export async function onceStalled<T>(
  stalled: () => number,
  deadlineMs: number,
  work: () => Promise<T>,
): Promise<T> {
  const time = installFakeClock({ toFake: ['setTimeout', 'clearTimeout'], shouldClearNativeTimers: true });
  const over = new AbortController();
  const end = (): void => {
    over.abort();
  };
  try {
    let seen = stalled();
    const result = work();
    void result.then(end, end);
    while (!over.signal.aborted) {
      await rest(2);
      const count = stalled();
      await time.tickAsync(count > seen ? deadlineMs : BACKOFF_MS);
      seen = count;
    }
    return await result;
  } finally {
    time.uninstall();
  }
}
