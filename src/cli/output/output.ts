import type { Format, OutputSettings } from '../settings.js';
import { terminalOf, type Terminal } from '../terminal.js';
import { writer, type Writer } from './writer.js';

/** Where results go, and what the flags say of them. */
export interface Output {
  readonly out: Writer;
  readonly terminal: Terminal;
  readonly format: Format;
  readonly query: string | undefined;
  /** Whether people watch, so that a progress line makes sense. */
  readonly progress: boolean;
}

/** The standard output, as the flags say; by default a table on a terminal, ndjson in a pipe. */
export function outputOf({ output, query }: OutputSettings): Output {
  const terminal = terminalOf(process.stdout);
  return {
    out: writer(process.stdout),
    terminal,
    format: output ?? (terminal.isTerminal ? 'table' : 'ndjson'),
    query,
    progress: terminal.isTerminal && process.stderr.isTTY,
  };
}
