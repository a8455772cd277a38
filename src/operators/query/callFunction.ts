import type { Expression } from './expression.js';
import { ExpressionError } from './expressionError.js';
import { FUNCTIONS } from './functions.js';
import { checkCount, checkValue, typesOf, wrongArgument, type Argument } from './signature.js';

/**
 * Compiles a call of a function. Fails with `ExpressionError` at once where the function is unknown or the
 * number or kind of its arguments is wrong; at evaluation where their values have other types.
 */
export function callFunction(name: string, args: readonly Argument[], at: number): Expression {
  const called = FUNCTIONS.get(name);
  if (called === undefined) throw new ExpressionError(`there is no function ${name}()`, at);
  checkCount(name, called, args.length, at);
  const checked = args.map(({ expression, reference, at: where }, index) => {
    const types = typesOf(called, index);
    if (reference !== types.includes('expression')) {
      throw new ExpressionError(wrongArgument(name, types, index), where);
    }
    if (reference) return () => expression;
    return (value: unknown) => {
      const given = expression(value) ?? null;
      checkValue(name, types, index, given, where);
      return given;
    };
  });
  const call = called.call as (...given: readonly unknown[]) => unknown;
  return value => {
    const given = checked.map(argument => argument(value));
    try {
      return call(...given);
    } catch (error) {
      throw error instanceof TypeError ? new ExpressionError(error.message, at) : error;
    }
  };
}
