import stringWidth from 'string-width';
import type { Terminal } from '../process/terminal.js';
import { wrapWords } from '../../words/wrapWords.js';

/**
 * A text for people, with lines that a terminal is too narrow for broken between words. Tables fit it already; a command
 * in several lines, each but the last with `\` at its end, stays as it is, to be copied.
 */
export function screenText(
  text: string,
  { isTerminal, columns }: Pick<Terminal, 'isTerminal' | 'columns'>,
): string {
  if (!isTerminal) return text;
  const lines = text.split('\n');
  const isCommand = (i: number): boolean =>
    [lines[i], lines[i - 1]].some(line => line?.endsWith('\\') === true);
  return lines
    .flatMap((line, i) => {
      if (stringWidth(line) <= columns || isCommand(i)) return [line];
      const indent = /^ */.exec(line)?.[0] ?? '';
      return wrapWords(line, columns, `${indent}  `, stringWidth);
    })
    .join('\n');
}
