/** What is wrong with a JMESPath expression, and where in its text: `at` counts characters from 0. */
export class ExpressionError extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
    this.name = 'ExpressionError';
  }
}

/** Longest piece of a value that an error shows, in characters. */
const SHOWN_CHARACTERS = 60;

/** A value as an error shows it: its JSON, shortened. */
export function shown(value: unknown): string {
  const json = JSON.stringify(value ?? null);
  return json.length > SHOWN_CHARACTERS ? `${json.slice(0, SHOWN_CHARACTERS)}…` : json;
}
