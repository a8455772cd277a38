import type { CsvColumns } from './csvSink.js';
import type { Terminal } from '../process/terminal.js';

/** How items of one kind are written in each of the formats. */
export interface ItemFormats<T> {
  /** AWS's name of the list; several where items of several lists are written together. */
  readonly members: readonly [string, ...string[]];
  /** Which of the lists an item is in. Default: the first. */
  readonly memberOf?: (item: T) => string;
  /** An item as JSON of the wire has it. */
  readonly toWire: (item: T) => unknown;
  readonly csv: CsvColumns<T>;
  readonly table: (items: readonly T[], terminal: Terminal) => string;
}
