import type { Time } from '../core/time.js';

/** Milliseconds of a limit that run after its timer has fired, for answers that wait behind the timer. */
const GRACE_MS = 50;

/**
 * Resolves as `pending` does, and rejects where it doesn't within `limitMs`. A later result goes to `onLate`.
 *
 * The last 50 ms are a timer of their own: where the event loop was blocked, an answer that has arrived
 * meanwhile is read before it fires. So a process that was busy doesn't think that the other side is gone.
 */
export function inTime<T>(
  time: Time,
  limitMs: number,
  pending: Promise<T>,
  onLate: (value: T) => void = () => undefined,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let late = false;
    const expire = (): void => {
      late = true;
      reject(new Error(`no answer within ${String(limitMs)} ms`));
    };
    let cancel = time.after(limitMs - GRACE_MS, () => {
      cancel = time.after(GRACE_MS, expire);
    });
    pending.then(
      value => {
        cancel();
        if (late) onLate(value);
        else resolve(value);
      },
      (error: unknown) => {
        cancel();
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}
