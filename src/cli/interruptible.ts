import { onStopSignal } from './stopSignal.js';

/** Runs work that has no checkpoint: Ctrl-C and SIGTERM end it at once. */
export async function interruptible<T>(work: () => Promise<T>): Promise<T> {
  const signals = onStopSignal(({ name }) => {
    process.stderr.write(`stepstream: ${name === 'SIGINT' ? 'interrupted' : 'terminated'}\n`);
    return Promise.resolve();
  });
  try {
    return await work();
  } finally {
    signals.release();
  }
}
