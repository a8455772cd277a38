/**
 * A text in lines of at most `columns` columns, broken between words; lines after the first one begin with `indent`. A
 * word that is longer than a line has a line of its own, and is left whole.
 */
export function wrapWords(
  text: string,
  columns: number,
  indent: string,
  widthOf: (text: string) => number = ({ length }) => length,
): readonly string[] {
  if (widthOf(text) <= columns) return [text];
  const lines: string[] = [];
  let line = '';
  const before = /^ */.exec(text)?.[0] ?? '';
  for (const word of text.trim().split(/ +/)) {
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
