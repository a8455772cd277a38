import { equal } from './equal.js';
import type { Expression } from './expression.js';
import { ExpressionError, shown } from './expressionError.js';
import { inOrder } from './inOrder.js';

/** A sign that compares. */
export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

/**
 * Compares what two expressions make of a value. Numbers and texts have an order; a number has none beside a
 * text, which is an `ExpressionError`. An order that asks for anything else is null.
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
