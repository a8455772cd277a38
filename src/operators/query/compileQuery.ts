import { InvalidInputError } from '../../core/errors.js';
import type { Expression } from './expression.js';
import { ExpressionError } from './expressionError.js';
import { parseExpression } from './parseExpression.js';

/** Answers a question about a document of JSON, and leaves the document as it is. */
export type Query = (document: unknown) => unknown;

/**
 * Compiles a JMESPath expression: the language of jmespath.org, in the reading of Python's jmespath, which is
 * that of aws-cli. `option` is what an error calls it. Fails with `InvalidInputError`, which names the
 * expression and the place in it: at once where it can't be read, and when it is asked where it doesn't fit the
 * document.
 */
export function compileQuery(expression: string, option: string): Query {
  const attempt = <T>(failing: string, work: () => T): T => {
    try {
      return work();
    } catch (cause) {
      throw new InvalidInputError(option, `the expression ${failing}: ${reasonOf(cause, expression)}`, {
        cause,
      });
    }
  };
  const query: Expression = attempt("can't be read", () => {
    if (typeof expression !== 'string') throw new TypeError('it must be a text');
    return parseExpression(expression);
  });
  return document => attempt("doesn't fit the data", () => query(document) ?? null);
}

function reasonOf(cause: unknown, expression: string): string {
  if (cause instanceof ExpressionError) {
    return `${cause.message}, at character ${String(cause.at + 1)} of ${expression === '' ? "''" : expression}`;
  }
  if (cause instanceof RangeError) return 'it is nested too deeply';
  return cause instanceof Error ? cause.message : String(cause);
}
