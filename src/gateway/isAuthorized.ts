import type { IncomingMessage } from 'node:http';
import type { Cancel, Time } from '../core/time.js';
import type { Authorize } from './gatewayOptions.js';

/** Milliseconds that `authorize` may take. */
const AUTHORIZE_TIMEOUT_MS = 10_000;

/**
 * Whether a request may see a job, or without one the list. Whoever doesn't answer `true` in time has said
 * no, and so has what throws.
 */
export async function isAuthorized(
  authorize: Authorize | undefined,
  request: IncomingMessage,
  jobName: string | undefined,
  time: Time,
): Promise<boolean> {
  if (authorize === undefined) return true;
  let cancelTimeout: Cancel | undefined;
  const late = new Promise<false>(resolve => {
    cancelTimeout = time.after(AUTHORIZE_TIMEOUT_MS, () => {
      resolve(false);
    });
  });
  try {
    const answer: unknown = await Promise.race([authorize(request, jobName), late]);
    return answer === true;
  } catch {
    return false;
  } finally {
    cancelTimeout?.();
  }
}
