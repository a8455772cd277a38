import stringWidth from 'string-width';
import { oneLine } from '../../words/oneLine.js';
import type { Paint } from '../process/terminal.js';

/** A piece of a line: a text, and perhaps how it is painted. */
export type Span = string | readonly [style: Parameters<Paint>[0], text: string];

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * A line of at most `columns` columns: a longer one is cut, and ends with an ellipsis. Control
 * characters don't get through, so that a text of the service can't move the cursor.
 */
export function fitLine(spans: readonly Span[], columns: number, paint: Paint): string {
  const texts = spans.map(span => cleaned(typeof span === 'string' ? span : span[1]));
  const fits = stringWidth(texts.join('')) <= columns;
  let room = fits ? columns : Math.max(0, columns - 1);
  let line = '';
  for (const [i, text] of texts.entries()) {
    const span = spans[i] ?? '';
    const kept = fits ? text : cut(text, room);
    room -= stringWidth(kept);
    if (kept !== '') line += typeof span === 'string' ? kept : paint(span[0], kept);
    if (kept !== text) break;
  }
  return fits || columns < 1 ? line : `${line}…`;
}

/** Spaces at the ends of a span are meant. */
function cleaned(text: string): string {
  const [, before = '', after = ''] = /^( *).*?( *)$/s.exec(text) ?? [];
  return text.trim() === '' ? text.replace(/\S|[^ ]/g, '') : `${before}${oneLine(text)}${after}`;
}

/** The longest start of a text that fits `columns` columns. */
function cut(text: string, columns: number): string {
  let kept = '';
  let room = columns;
  for (const { segment } of graphemes.segment(text)) {
    room -= stringWidth(segment);
    if (room < 0) break;
    kept += segment;
  }
  return kept;
}

/** The columns of a terminal that a text takes, colours aside. */
export const widthOf = (text: string): number => stringWidth(text);
