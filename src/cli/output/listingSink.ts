import type { Time } from '../../core/time.js';
import { csvSink } from './csvSink.js';
import { jsonSink } from './jsonSink.js';
import type { Kind } from './kind.js';
import { ndjsonSink } from './ndjsonSink.js';
import type { Output } from './output.js';
import { querySink } from './querySink.js';
import { sinkOfAll, type Sink } from './sink.js';

/** Where a listing goes, by a time for its pauses. Fails with `InvalidInputError` where the query can't be read. */
export function listingSink<T>(listed: Kind<T>, output: Output, time: Time): Sink<T> {
  const { out, terminal, format, query, withTimes } = output;
  const kind: Kind<T> = { ...listed, toWire: item => withTimes(listed.toWire(item)) };
  if (query !== undefined) return querySink(query, kind, output);
  switch (format) {
    case 'csv':
      return csvSink(out, kind.csv, time);
    case 'json':
      return jsonSink(out, kind);
    case 'ndjson':
      return ndjsonSink(out, kind.toWire, time);
    case 'table':
      return sinkOfAll(items => out.write(`${kind.table(items, terminal)}\n`));
  }
}
