import { wrapWords } from '../../words/wrapWords.js';
import type { OutputStream } from './host.js';

/** Width in columns of a terminal that doesn't give its own. */
export const UNKNOWN_TERMINAL_COLUMNS = 80;

type Reader = Pick<OutputStream, 'isTTY' | 'columns'>;

/** Width of a terminal in columns; undefined where the output is none. */
export const terminalColumns = ({ isTTY = false, columns = 0 }: Reader): number | undefined =>
  isTTY ? (columns > 0 ? columns : UNKNOWN_TERMINAL_COLUMNS) : undefined;

/**
 * Writes a line about the command itself, as `stepstream: there are more`. A terminal that is narrower gets it in several
 * lines, broken between words; `flags`, which are there to be copied, are never broken.
 */
export function report(stderr: Reader & Pick<OutputStream, 'write'>, text: string, flags?: string): void {
  const columns = terminalColumns(stderr) ?? Infinity;
  const lines = wrapWords(`stepstream: ${text}`, columns, '  ');
  const fits = `${lines.at(-1) ?? ''} ${flags ?? ''}`.length <= columns;
  const end = flags === undefined ? '' : `${fits ? ' ' : '\n'}${flags}`;
  stderr.write(`${lines.join('\n')}${end}\n`);
}
