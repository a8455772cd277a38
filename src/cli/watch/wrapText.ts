import { oneLine } from '../../words/oneLine.js';
import { widthOf } from './fitLine.js';

/**
 * A text in lines of at most `columns` columns, broken between words; lines after the first one are
 * indented. A word that is longer than a line has a line of its own, and is left whole.
 */
export function wrapText(text: string, columns: number, indent: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  const before = /^ */.exec(text)?.[0] ?? '';
  for (const word of oneLine(text).split(' ')) {
    const start = lines.length === 0 ? before : indent;
    const longer = line === '' ? `${start}${word}` : `${line} ${word}`;
    if (line === '' || widthOf(longer) <= columns) line = longer;
    else {
      lines.push(line);
      line = `${indent}${word}`;
    }
  }
  return [...lines, line];
}
