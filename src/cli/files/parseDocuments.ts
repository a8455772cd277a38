/** A text in quotes, a bracket, or anything else of a document up to the next of these or a space. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]]|[^\s"{}[\]]+/g;

/**
 * Parses a text as JSON: one document, or several in a row, such as a document a line, or the answers of two calls
 * of aws-cli. Returns what is wrong where it isn't JSON, to be read after the name of the file.
 */
export function parseDocuments(text: string): readonly unknown[] | string {
  if (text.trim() === '') return 'is empty';
  const whole = parse(text);
  if (whole !== undefined) return [whole.value];
  const documents: unknown[] = [];
  for (const { at, json } of split(text)) {
    const document = parse(json);
    if (document === undefined)
      return documents.length === 0 ? 'is not JSON' : `is not JSON from line ${String(lineOf(text, at))} on`;
    documents.push(document.value);
  }
  return documents;
}

/** A piece of a text that ends where its outermost bracket closes. */
interface Piece {
  readonly at: number;
  readonly json: string;
}

/** Splits a text into documents; the last of them goes to the end of the text. */
function* split(text: string): Generator<Piece> {
  let depth = 0;
  let at = 0;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    if (depth > 0) continue;
    const end = index + token.length;
    yield pieceOf(text, at, end);
    [depth, at] = [0, end];
  }
  if (text.slice(at).trim() !== '') yield pieceOf(text, at);
}

function pieceOf(text: string, from: number, to?: number): Piece {
  const piece = text.slice(from, to);
  const json = piece.trimStart();
  return { at: from + piece.length - json.length, json };
}

const lineOf = (text: string, at: number): number => text.slice(0, at).split('\n').length;

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

/** Puts quotes around numbers that JSON doesn't have: Python writes `NaN` without them. */
const quoteNumbers = (text: string): string =>
  text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, part =>
    part.startsWith('"') ? part : `"${part}"`,
  );
