import type { Host } from '../process/host.js';
import type { Format, OutputSettings } from '../flags/settings.js';
import { terminalOf, type Terminal } from '../process/terminal.js';
import { csvLine, csvLineForSpreadsheets, type CsvLine } from './csv.js';
import { isoTimes } from './isoTimes.js';
import { writer, type Writer } from './writer.js';

/** Where results go, and what the flags say of them. */
export interface Output {
  readonly out: Writer;
  /** As it is when it is read: a terminal can be resized. */
  readonly terminal: Terminal;
  readonly format: Format;
  readonly query: string | undefined;
  /** Makes a line of CSV. */
  readonly csvLine: CsvLine;
  /** Gives a document of the wire the times that its readers, and a query, see. */
  readonly withTimes: (document: unknown) => unknown;
  /** Whether people watch, so that a progress line makes sense. */
  readonly progress: boolean;
}

/**
 * The standard output, as the flags say; by default a table on a terminal, ndjson in a pipe. JSON has times in
 * epoch seconds, as the service sends them, and a query sees them in ISO 8601, as with aws-cli 2.
 */
export function outputOf(
  { output, query, timestamps, escapeFormulas }: OutputSettings,
  { stdout, stderr, env }: Pick<Host, 'stdout' | 'stderr' | 'env'>,
): Output {
  const terminal = terminalOf(stdout, env);
  return {
    out: writer(stdout),
    get terminal() {
      return terminalOf(stdout, env);
    },
    format: output ?? (terminal.isTerminal ? 'table' : 'ndjson'),
    query,
    csvLine: escapeFormulas === true ? csvLineForSpreadsheets : csvLine,
    withTimes:
      (timestamps ?? (query === undefined ? 'epoch' : 'iso8601')) === 'epoch' ? wire => wire : isoTimes,
    progress: terminal.isTerminal && stderr.isTTY === true,
  };
}
