import { compileQuery } from '../../operators/query/compileQuery.js';
import { resultText } from '../tables/resultText.js';
import type { Terminal } from '../process/terminal.js';
import type { CsvLine } from './csv.js';
import type { CsvColumns } from './csvSink.js';
import { jsonDocument } from './jsonSink.js';
import { jsonLine } from './ndjsonSink.js';
import { screenText } from './screenText.js';
import { OutputClosed } from './writer.js';
import type { Output } from './output.js';

/** How one thing is written in each of the formats. */
export interface DocumentFormats<T> {
  readonly toWire: (item: T) => unknown;
  /** The columns of its row, or the whole text. */
  readonly csv: CsvColumns<T> | ((item: T, csvLine: CsvLine) => string);
  readonly text: (item: T, terminal: Terminal) => string;
}

/**
 * Makes the writer of a single thing. Fails with `InvalidInputError` at once where the query can't be read.
 */
export function writeOne<T>(formats: DocumentFormats<T>, output: Output): (item: T) => Promise<void> {
  const { out, query, withTimes } = output;
  const timed: DocumentFormats<T> = { ...formats, toWire: item => withTimes(formats.toWire(item)) };
  const search = query === undefined ? undefined : compileQuery(query, '--query');
  return item =>
    out
      .write(
        search === undefined ? textOf(timed, item, output) : resultText(search(timed.toWire(item)), output),
      )
      .catch((error: unknown) => {
        if (!(error instanceof OutputClosed)) throw error;
      });
}

function textOf<T>(
  { toWire, csv, text }: DocumentFormats<T>,
  item: T,
  { format, terminal, csvLine }: Output,
): string {
  switch (format) {
    case 'csv':
      return typeof csv === 'function'
        ? csv(item, csvLine)
        : csvLine(Object.keys(csv)) + csvLine(Object.values(csv).map(read => read(item)));
    case 'json':
      return jsonDocument(toWire(item));
    case 'ndjson':
      return jsonLine(toWire(item));
    case 'table':
      return `${screenText(text(item, terminal), terminal)}\n`;
  }
}
