import type { IncomingMessage } from 'node:http';
import type { Authorize } from './gatewayOptions.js';

const PATIENCE_MS = 10_000;

/**
 * Whether a request may see a job, or without one the list. Whoever doesn't answer `true` in time has said
 * no, and so has what throws.
 */
export async function mayRead(
  authorize: Authorize | undefined,
  request: IncomingMessage,
  jobName: string | undefined,
  patienceMs: number = PATIENCE_MS,
): Promise<boolean> {
  if (authorize === undefined) return true;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>(resolve => {
    timer = setTimeout(resolve, patienceMs, false);
  });
  try {
    const answer: unknown = await Promise.race([authorize(request, jobName), late]);
    return answer === true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
