import type { Time } from '../../core/time.js';
import type { CsvLine } from './csv.js';
import { lineWriter } from './lineWriter.js';
import type { ItemSink } from './itemSink.js';
import type { Writer } from './writer.js';

/** The columns of a table for programs: a name, and what it reads of an item. */
export type CsvColumns<T> = Readonly<Record<string, (item: T) => unknown>>;

/** A header line, then a line for each item as its page arrives. */
export function csvSink<T>(out: Writer, columns: CsvColumns<T>, csvLine: CsvLine, time: Time): ItemSink<T> {
  const { write, flush: hurry } = lineWriter(out, time);
  const reads = Object.values(columns);
  let header = [csvLine(Object.keys(columns))];
  const lines = (items: readonly T[], more: boolean): Promise<void> => {
    const all = [...header, ...items.map(item => csvLine(reads.map(read => read(item))))];
    header = [];
    return write(all, more);
  };
  return {
    atEnd: false,
    writesPartial: true,
    carriesToken: false,
    page: (items, more) => (items.length > 0 ? lines(items, more) : Promise.resolve()),
    flush: hurry,
    end: ({ finished }) => (finished ? lines([], false) : Promise.resolve()),
  };
}
