import type { IncomingMessage } from 'node:http';
import type { Cancel, Time } from '../core/time.js';
import type { Authorize } from './gatewayOptions.js';

/** Longest time that `authorize` may take, in milliseconds. */
const AUTHORIZE_TIMEOUT_MS = 10_000;

/**
 * Whether a request may read a job or, without a job, the list of jobs. Access is denied where `authorize` throws,
 * rejects, takes too long, or returns anything but `true`.
 */
export async function isAuthorized(
  authorize: Authorize | undefined,
  request: IncomingMessage,
  jobName: string | undefined,
  time: Time,
): Promise<boolean> {
  if (authorize === undefined) return true;
  let cancelTimeout: Cancel | undefined;
  const timedOut = new Promise<false>(resolve => {
    cancelTimeout = time.after(AUTHORIZE_TIMEOUT_MS, () => {
      resolve(false);
    });
  });
  try {
    const result: unknown = await Promise.race([authorize(request, jobName), timedOut]);
    return result === true;
  } catch {
    return false;
  } finally {
    cancelTimeout?.();
  }
}
