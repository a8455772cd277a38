import { csvLine } from './csv.js';
import type { Sink } from './sink.js';
import type { Writer } from './writer.js';

/** The columns of a table for programs: a name, and what it reads of an item. */
export type CsvColumns<T> = Readonly<Record<string, (item: T) => unknown>>;

/** A header line, then a line for each item as its page comes. */
export function csvSink<T>(out: Writer, columns: CsvColumns<T>): Sink<T> {
  let header = csvLine(Object.keys(columns));
  const reads = Object.values(columns);
  const write = (items: readonly T[]): Promise<void> => {
    const text = header + items.map(item => csvLine(reads.map(read => read(item)))).join('');
    header = '';
    return text === '' ? Promise.resolve() : out.write(text);
  };
  return {
    quiet: false,
    partial: true,
    tellsToken: false,
    page: items => (items.length > 0 ? write(items) : Promise.resolve()),
    end: ({ finished }) => (finished ? write([]) : Promise.resolve()),
  };
}
