import type { Time } from '../../core/time.js';
import { pause } from '../../core/pause.js';
import type { Writer } from './writer.js';

/** Pause before the last line of a page, in milliseconds: the reader's time to close the pipe before the next call. */
const PAUSE_MS = 50;

/** Writes the lines of pages. */
export interface LineWriter {
  /** Resolves when the lines of the page are out; `more` is true where another page follows. */
  readonly write: (lines: readonly string[], more: boolean) => Promise<void>;
  /** Ends the pause at once. */
  readonly flush: () => void;
}

/**
 * A pipe shows that its reader has closed it only when something is written. So the last line of a page is
 * written a moment after the others: `| head -1` ends the listing before the call for the next page. At two calls a
 * second the moment costs nothing.
 */
export function lineWriter(out: Writer, time: Time): LineWriter {
  const flushing = new AbortController();
  return {
    write: async (lines, more) => {
      const last = more && lines.length > 1 ? lines.at(-1) : undefined;
      const first = last === undefined ? lines : lines.slice(0, -1);
      if (first.length > 0) await out.write(first.join(''));
      if (last === undefined) return;
      await pause(time, PAUSE_MS, flushing.signal);
      await out.write(last);
    },
    flush: () => {
      flushing.abort();
    },
  };
}
