import type { CsvColumns } from './csvSink.js';
import type { Terminal } from '../process/terminal.js';

/** How items of one kind are written in each of the formats. */
export interface ItemFormats<T> {
  /** AWS's name of the list. */
  readonly member: 'Steps' | 'InferenceRecommendationsJobs';
  /** An item as JSON of the wire has it. */
  readonly toWire: (item: T) => unknown;
  readonly csv: CsvColumns<T>;
  readonly table: (items: readonly T[], terminal: Terminal) => string;
}
