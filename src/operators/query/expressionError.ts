/** A fault of a JMESPath expression; `at` is its position in the text, in characters from 0. */
export class ExpressionError extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
    this.name = 'ExpressionError';
  }
}

/** Maximum length of a value in an error message, in characters. */
const SHOWN_CHARACTERS = 60;

/** Returns the JSON of a value, shortened for an error message. */
export function shown(value: unknown): string {
  const json = JSON.stringify(value ?? null);
  return json.length > SHOWN_CHARACTERS ? `${json.slice(0, SHOWN_CHARACTERS)}…` : json;
}
