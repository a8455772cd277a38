import type { Time } from '../../core/time.js';
import { csvSink } from './csvSink.js';
import { jsonSink } from './jsonSink.js';
import type { ItemFormats } from './itemFormats.js';
import { ndjsonSink } from './ndjsonSink.js';
import type { Output } from './output.js';
import { screenText } from './screenText.js';
import { querySink } from './querySink.js';
import { collectingSink, type ItemSink } from './itemSink.js';

/** Where a listing goes, by a time for its pauses. Fails with `InvalidInputError` where the query can't be read. */
export function listingSink<T>(listed: ItemFormats<T>, output: Output, time: Time): ItemSink<T> {
  const { out, format, query, withTimes } = output;
  const formats: ItemFormats<T> = { ...listed, toWire: item => withTimes(listed.toWire(item)) };
  if (query !== undefined) return querySink(query, formats, output);
  switch (format) {
    case 'csv':
      return csvSink(out, formats.csv, output.csvLine, time);
    case 'json':
      return jsonSink(out, formats);
    case 'ndjson':
      return ndjsonSink(out, formats.toWire, time);
    case 'table':
      return collectingSink(items =>
        out.write(`${screenText(formats.table(items, output.terminal), output.terminal)}\n`),
      );
  }
}
