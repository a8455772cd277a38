import { oneLine } from '../../words/oneLine.js';
import { wrapWords } from '../../words/wrapWords.js';
import { widthOf } from './fitLine.js';

/** A text of the service in lines of at most `columns` columns: see `wrapWords`. */
export function wrapText(text: string, columns: number, indent: string): readonly string[] {
  const before = /^ */.exec(text)?.[0] ?? '';
  return wrapWords(`${before}${oneLine(text)}`, columns, indent, widthOf);
}
