import type { Time } from '../../core/time.js';
import type { OutputStream } from '../process/host.js';
import { followCalls } from './followCalls.js';
import { progressLine } from './progressLine.js';
import type { Waiting } from './waiting.js';

/** A progress line for a listing that is written at its end: how far it is, and what delays it. */
export function listingLine(terminal: OutputStream, time: Pick<Time, 'monotonic'>): Waiting {
  const calls = followCalls(time);
  const line = progressLine(terminal, calls, 'waiting for the first page');
  return {
    update: line.update,
    end: () => {
      calls.end();
      line.end();
    },
  };
}
