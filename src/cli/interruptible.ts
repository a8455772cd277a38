import { whileWaiting } from './progress/whileWaiting.js';
import type { Host } from './process/host.js';
import { report } from './process/report.js';
import { onStopSignal } from './process/stopSignal.js';

/** Runs work that writes once it has its answers: says meanwhile what it waits for. Ctrl-C and SIGTERM end it at once. */
export async function interruptible<T>(
  host: Pick<Host, 'on' | 'exit' | 'stdout' | 'stderr' | 'time'>,
  work: () => Promise<T>,
): Promise<T> {
  const waiting = whileWaiting(host);
  const signals = onStopSignal(host, ({ name }) => {
    waiting.end();
    report(host.stderr, name === 'SIGINT' ? 'interrupted' : 'terminated');
    return Promise.resolve();
  });
  try {
    return await work();
  } finally {
    waiting.end();
    signals.release();
  }
}
