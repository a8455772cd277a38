import { InvalidInputError } from '../../core/errors.js';
import type { Expression } from './expression.js';
import { ExpressionError } from './expressionError.js';
import { parseExpression } from './parseExpression.js';

/** Evaluates a compiled expression over a JSON document, which it doesn't change. */
export type Query = (document: unknown) => unknown;

/**
 * Compiles a JMESPath expression: the language of jmespath.org, as implemented by Python's jmespath, which
 * aws-cli uses. `option` names the expression in errors. Fails with an `InvalidInputError` that has the
 * expression and the position of the fault: at once where the expression can't be parsed, and at evaluation
 * where it doesn't fit the document.
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
