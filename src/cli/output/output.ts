import type { Host } from '../process/host.js';
import type { Format, OutputSettings } from '../flags/settings.js';
import { terminalOf, type Terminal } from '../process/terminal.js';
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
export function outputOf(
  { output, query }: OutputSettings,
  { stdout, stderr, env }: Pick<Host, 'stdout' | 'stderr' | 'env'>,
): Output {
  const terminal = terminalOf(stdout, env);
  return {
    out: writer(stdout),
    terminal,
    format: output ?? (terminal.isTerminal ? 'table' : 'ndjson'),
    query,
    progress: terminal.isTerminal && stderr.isTTY === true,
  };
}
