import { styleText } from 'node:util';
import { hasColours } from './hasColours.js';
import type { Environment, OutputStream } from './host.js';
import { terminalColumns } from './report.js';

/** Width in columns where the output isn't a terminal. */
const NO_TERMINAL_COLUMNS = 120;

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

/** Looks at a stream as it is now: a terminal can be resized. */
export function terminalOf(stream: OutputStream, env: Environment): Terminal {
  const { isTTY: isTerminal = false, columns: given = 0 } = stream;
  const asked = Number(env['COLUMNS']);
  const isAsked = Number.isInteger(asked) && asked > 0;
  const otherwise = terminalColumns(stream) ?? NO_TERMINAL_COLUMNS;
  return {
    isTerminal,
    columns: isAsked && !(isTerminal && given > 0) ? asked : otherwise,
    paint: hasColours(stream, env) ? (style, text) => styleText(style, text, ALREADY_VALIDATED) : plainPaint,
  };
}
