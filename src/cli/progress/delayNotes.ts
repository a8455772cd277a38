import type { Time } from '../../core/time.js';
import { errorLine } from '../errorLine.js';
import type { OutputStream } from '../process/host.js';
import { report } from '../process/report.js';
import { followCalls } from './followCalls.js';
import type { Waiting } from './waiting.js';

/** Time before the first note, and between two of them, in milliseconds. */
const FIRST_MS = 2_000;
const BETWEEN_MS = 10_000;

/**
 * Says what delays the calls of a command in lines on stderr, where no line can be written over: in a pipe, or while items
 * are written. Nothing while calls are answered at once.
 */
export function delayNotes(stderr: OutputStream, time: Pick<Time, 'monotonic' | 'afterUnref'>): Waiting {
  const calls = followCalls(time);
  const look = (): void => {
    const delay = calls.delay();
    const cause = calls.failure();
    if (delay !== undefined) report(stderr, cause === undefined ? delay : `${delay}: ${errorLine(cause)}`);
    cancel = time.afterUnref(BETWEEN_MS, look);
  };
  let cancel = time.afterUnref(FIRST_MS, look);
  return {
    end: () => {
      cancel();
      calls.end();
    },
  };
}
