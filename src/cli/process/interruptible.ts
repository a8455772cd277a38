import type { Host } from './host.js';
import { report } from './report.js';
import { onStopSignal } from './stopSignal.js';

/** Runs work that has no checkpoint: Ctrl-C and SIGTERM end it at once. */
export async function interruptible<T>(
  host: Pick<Host, 'on' | 'exit' | 'stderr'>,
  work: () => Promise<T>,
): Promise<T> {
  const signals = onStopSignal(host, ({ name }) => {
    report(host.stderr, name === 'SIGINT' ? 'interrupted' : 'terminated');
    return Promise.resolve();
  });
  try {
    return await work();
  } finally {
    signals.release();
  }
}
