import { styleText } from 'node:util';
import type { Environment, OutputStream } from './host.js';

/** Width in columns where the output isn't a terminal, and where a terminal doesn't give its width. */
const NO_TERMINAL_COLUMNS = 120;
const UNKNOWN_TERMINAL_COLUMNS = 80;

/** Colours a text, or leaves it as it is. */
export type Paint = (style: 'red' | 'green' | 'yellow' | 'dim' | 'bold', text: string) => string;

/** What the output is: a terminal or something else. */
export interface Terminal {
  readonly isTerminal: boolean;
  readonly columns: number;
  readonly paint: Paint;
}

/** Newer versions of Node look at the standard output by themselves otherwise. */
const ALREADY_VALIDATED = { validateStream: false };

/** Paints nothing. */
export const plainPaint: Paint = (_style, text) => text;

/**
 * Looks at a stream. Colours only on a terminal that has them: `NO_COLOR` and `FORCE_COLOR` are read by
 * Node's own `hasColors`.
 */
export function terminalOf(stream: OutputStream, env: Environment): Terminal {
  const { isTTY: isTerminal = false, columns: given = 0 } = stream;
  const asked = Number(env['COLUMNS']);
  const known = isTerminal && given > 0 ? given : Number.isInteger(asked) ? asked : 0;
  const columns = known > 0 ? known : isTerminal ? UNKNOWN_TERMINAL_COLUMNS : NO_TERMINAL_COLUMNS;
  return {
    isTerminal,
    columns,
    paint:
      isTerminal && stream.hasColors?.(env) === true
        ? (style, text) => styleText(style, text, ALREADY_VALIDATED)
        : plainPaint,
  };
}
