import type { Time } from '../../core/time.js';
import { jsonText } from '../../words/jsonText.js';
import { lineWriter } from './lineWriter.js';
import type { ItemSink } from './itemSink.js';
import type { Writer } from './writer.js';

/** A line of JSON for each item, as its page arrives. */
export function ndjsonSink<T>(out: Writer, toWire: (item: T) => unknown, time: Time): ItemSink<T> {
  const { write, flush: hurry } = lineWriter(out, time);
  return {
    atEnd: false,
    writesPartial: true,
    carriesToken: false,
    page: (items, more) =>
      write(
        items.map(item => jsonLine(toWire(item))),
        more,
      ),
    flush: hurry,
    end: () => Promise.resolve(),
  };
}

/** A value on one line. */
export function jsonLine(value: unknown): string {
  return `${jsonText(value)}\n`;
}
