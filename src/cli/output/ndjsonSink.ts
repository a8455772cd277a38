import { setTimeout as sleep } from 'node:timers/promises';
import type { Sink } from './sink.js';
import type { Writer } from './writer.js';

/** How long a reader has to leave after the first lines of a page, before the last one is written. */
const PAUSE_MS = 10;

/**
 * A line of JSON for each item, as its page comes.
 *
 * A pipe tells that its reader has left only when something is written. So the last line of each page comes
 * a moment after the others: `| head -1` ends the listing before the call for the next page.
 */
export function ndjsonSink<T>(
  out: Writer,
  toWire: (item: T) => unknown,
  pauseMs: number = PAUSE_MS,
): Sink<T> {
  return {
    quiet: false,
    partial: true,
    tellsToken: false,
    async page(items) {
      const lines = items.map(item => jsonLine(toWire(item)));
      const last = lines.pop();
      if (last === undefined) return;
      if (lines.length > 0) {
        await out.write(lines.join(''));
        await sleep(pauseMs);
      }
      await out.write(last);
    },
    end: () => Promise.resolve(),
  };
}

/** A value on one line. */
export function jsonLine(value: unknown): string {
  return `${JSON.stringify(value ?? null)}\n`;
}
