/**
 * Parses a text as one JSON document, or as a document a line. Returns what is wrong where it is neither, to be
 * read after the name of the file.
 */
export function parseDocuments(text: string): readonly unknown[] | string {
  if (text.trim() === '') return 'is empty';
  const whole = parse(text);
  if (whole !== undefined) return [whole.value];
  const documents: unknown[] = [];
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const document = parse(line);
    if (document === undefined)
      return documents.length === 0 ? 'is not JSON' : `is not JSON in line ${String(i + 1)}`;
    documents.push(document.value);
  }
  return documents;
}

function parse(text: string): { readonly value: unknown } | undefined {
  for (const json of [() => text, () => quoteNumbers(text)]) {
    try {
      return { value: JSON.parse(json()) as unknown };
    } catch {
      // The next form, or none.
    }
  }
  return undefined;
}

/** Writes numbers as the service does that JSON doesn't have: aws-cli writes `NaN` without quotes. */
const quoteNumbers = (text: string): string =>
  text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, part =>
    part.startsWith('"') ? part : `"${part}"`,
  );
