import type { Expression } from './expression.js';
import { ExpressionError, shown } from './expressionError.js';
import { typeOf, type TypeName } from './typeOf.js';

/** The type of an argument. `expression` is one that isn't evaluated before the call: `&name`. */
export type ArgumentType = TypeName | 'any' | 'numbers' | 'texts' | 'expression';

/** A function of JMESPath: the types of its arguments, and its implementation. */
export interface QueryFunction {
  /** The allowed types of each argument. */
  readonly takes: readonly (readonly ArgumentType[])[];
  /** Whether the last argument can be repeated. */
  readonly repeats?: boolean;
  readonly call: (...args: never[]) => unknown;
}

const WORDS: Readonly<Record<ArgumentType, string>> = {
  any: 'anything',
  null: 'null',
  boolean: 'a boolean',
  number: 'a number',
  string: 'a text',
  array: 'a list',
  object: 'an object',
  numbers: 'a list of numbers',
  texts: 'a list of texts',
  expression: 'an expression behind "&"',
};

/** Fails with `ExpressionError` where the number of arguments is wrong. */
export function checkCount(
  name: string,
  { takes, repeats = false }: QueryFunction,
  count: number,
  at: number,
): void {
  const expected = takes.length;
  if (repeats ? count >= expected : count === expected) return;
  const wanted = `${repeats ? 'at least ' : ''}${String(expected)} argument${expected === 1 ? '' : 's'}`;
  throw new ExpressionError(`${name}() takes ${wanted}, not ${String(count)}`, at);
}

/** Returns the allowed types of an argument; those of the last one hold for its repetitions. */
export const typesOf = ({ takes }: QueryFunction, index: number): readonly ArgumentType[] =>
  takes[Math.min(index, takes.length - 1)] ?? [];

/** Fails with `ExpressionError` where the value of an argument has none of its allowed types. */
export function checkValue(
  name: string,
  types: readonly ArgumentType[],
  index: number,
  value: unknown,
  at: number,
): void {
  if (types.some(type => fits(value, type))) return;
  throw new ExpressionError(`${wrongArgument(name, types, index)}; got ${shown(value)}`, at);
}

/** Returns the message for an argument of a wrong type. */
export const wrongArgument = (name: string, types: readonly ArgumentType[], index: number): string =>
  `argument ${String(index + 1)} of ${name}() must be ${types.map(type => WORDS[type]).join(' or ')}`;

function fits(value: unknown, type: ArgumentType): boolean {
  if (type === 'any') return true;
  if (type === 'numbers') return Array.isArray(value) && value.every(item => typeof item === 'number');
  if (type === 'texts') return Array.isArray(value) && value.every(item => typeof item === 'string');
  return typeOf(value) === type;
}

/** A parsed argument: its expression, and whether it is an expression reference (`&name`). */
export interface Argument {
  readonly expression: Expression;
  readonly reference: boolean;
  readonly at: number;
}
