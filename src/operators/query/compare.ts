import { equal } from './equal.js';
import type { Expression } from './expression.js';
import { ExpressionError, shown } from './expressionError.js';
import { inOrder } from './inOrder.js';

/** A comparison operator. */
export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

/**
 * Compiles a comparison of the results of two expressions. Two numbers and two strings have an order; a number
 * and a string have none, which is an `ExpressionError`. The result of ordering any other values is null.
 */
export function compare(sign: Comparison, left: Expression, right: Expression, at: number): Expression {
  if (sign === '==') return value => equal(left(value), right(value));
  if (sign === '!=') return value => !equal(left(value), right(value));
  return value => {
    const [a, b] = [left(value), right(value)];
    if (!isOrdered(a) || !isOrdered(b)) return null;
    if (typeof a !== typeof b) {
      throw new ExpressionError(`"${sign}" can't order ${shown(a)} and ${shown(b)}: a number and a text`, at);
    }
    return HOLDS[sign](inOrder(a, b));
  };
}

const isOrdered = (value: unknown): value is number | string =>
  typeof value === 'number' || typeof value === 'string';

const HOLDS = {
  '<': (order: number) => order < 0,
  '<=': (order: number) => order <= 0,
  '>': (order: number) => order > 0,
  '>=': (order: number) => order >= 0,
};
