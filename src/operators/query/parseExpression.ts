import { callFunction } from './callFunction.js';
import { compare, type Comparison } from './compare.js';
import {
  both,
  chain,
  constant,
  current,
  either,
  field,
  flatten,
  item,
  listOf,
  not,
  objectOf,
  project,
  projectValues,
  projectWhere,
  type Expression,
} from './expression.js';
import { ExpressionError } from './expressionError.js';
import type { Argument } from './signature.js';
import { slice } from './slice.js';
import { TokenReader } from './tokenReader.js';
import type { Token } from './tokensOf.js';

/**
 * Binding powers (precedences) of the operators, those of Python's jmespath: an operator with a higher one
 * binds its right operand more tightly.
 */
const POWER = { '|': 1, '||': 2, '&&': 3, compare: 5, '[]': 9, '*': 20, '[?': 21, '.': 40, '!': 45, '[': 55 };

/**
 * Compiles a JMESPath expression: a Pratt parser whose rules return compiled parts. Fails with
 * `ExpressionError`.
 */
export function parseExpression(text: string): Expression {
  const tokens = new TokenReader(text);
  const parsed = expression(tokens, 0);
  tokens.expect('end');
  return parsed;
}

/** Parses an expression up to the first operator that doesn't bind more tightly than `power`. */
function expression(tokens: TokenReader, power: number): Expression {
  let left = prefix(tokens, tokens.take());
  for (;;) {
    const infix = INFIX.get(tokens.kind);
    if (infix === undefined || infix.power <= power) return left;
    left = infix.parse(tokens, left, tokens.take());
  }
}

/** Parses an expression that begins with this token. */
function prefix(tokens: TokenReader, token: Token): Expression {
  switch (token.kind) {
    case 'name':
      return tokens.kind === '(' ? call(tokens, token) : field(token.text);
    case 'quoted':
      return field(token.text);
    case 'literal':
      return constant(token.value);
    case '@':
      return current;
    case '*':
      return projectValues(current, projected(tokens, POWER['*']));
    case '[]':
      return project(flatten(current), projected(tokens, POWER['[]']));
    case '[?':
      return filter(tokens, current);
    case '[':
      if (tokens.kind === 'number' || tokens.kind === ':') return bracket(tokens, current);
      if (tokens.kind === '*' && tokens.nextKind === ']') return bracket(tokens, current);
      return list(tokens);
    case '{':
      return object(tokens);
    case '!':
      return not(expression(tokens, POWER['!']));
    case '(': {
      const inner = expression(tokens, 0);
      tokens.expect(')');
      return inner;
    }
    default:
      throw tokens.unexpected(token);
  }
}

type Infix = (tokens: TokenReader, left: Expression, token: Token) => Expression;

/** The infix rules: each parses the expression that a token continues. */
const INFIX: ReadonlyMap<Token['kind'], { readonly power: number; readonly parse: Infix }> = new Map([
  ['.', { power: POWER['.'], parse: dot }],
  ['[', { power: POWER['['], parse: bracket }],
  ['[?', { power: POWER['[?'], parse: filter }],
  ['[]', { power: POWER['[]'], parse: (t, left) => project(flatten(left), projected(t, POWER['[]'])) }],
  ['|', { power: POWER['|'], parse: (t, left) => chain(left, expression(t, POWER['|'])) }],
  ['||', { power: POWER['||'], parse: (t, left) => either(left, expression(t, POWER['||'])) }],
  ['&&', { power: POWER['&&'], parse: (t, left) => both(left, expression(t, POWER['&&'])) }],
  ...(['==', '!=', '<', '<=', '>', '>='] as const).map(sign => [sign, comparison(sign)] as const),
]);

function comparison(sign: Comparison): { power: number; parse: Infix } {
  const parse: Infix = (tokens, left, { at }) => compare(sign, left, expression(tokens, POWER.compare), at);
  return { power: POWER.compare, parse };
}

function dot(tokens: TokenReader, left: Expression): Expression {
  if (!tokens.skip('*')) return chain(left, afterDot(tokens, POWER['.']));
  return projectValues(left, projected(tokens, POWER['.']));
}

/** Parses the right operand of a dot. */
function afterDot(tokens: TokenReader, power: number): Expression {
  if (tokens.skip('[')) return list(tokens);
  if (tokens.skip('{')) return object(tokens);
  if (!['name', 'quoted', '*'].includes(tokens.kind)) throw tokens.unexpected();
  return expression(tokens, power);
}

/** Parses the expression that a projection applies to each of its items. */
function projected(tokens: TokenReader, power: number): Expression {
  if (tokens.kind === '[' || tokens.kind === '[?') return expression(tokens, power);
  return tokens.skip('.') ? afterDot(tokens, power) : current;
}

function filter(tokens: TokenReader, left: Expression): Expression {
  const condition = expression(tokens, 0);
  tokens.expect(']');
  return projectWhere(left, condition, projected(tokens, POWER['[?']));
}

/** Parses `[0]`, `[0:5:2]` or `[*]` after an expression. */
function bracket(tokens: TokenReader, left: Expression): Expression {
  if (tokens.skip('*')) {
    tokens.expect(']');
    return project(left, projected(tokens, POWER['*']));
  }
  const { at } = tokens.next;
  const start = tokens.number();
  if (start !== undefined && tokens.skip(']')) return chain(left, item(start));
  if (start === undefined && tokens.kind !== ':') {
    throw tokens.unexpected(tokens.next, 'a number, "*" or ":" is expected');
  }
  tokens.expect(':', ']');
  const stop = tokens.number();
  const step = (tokens.skip(':') ? tokens.number() : undefined) ?? 1;
  tokens.expect(']');
  if (step === 0) throw new ExpressionError('the step of a slice must not be 0', at);
  return project(chain(left, slice(start, stop, step)), projected(tokens, POWER['*']));
}

function list(tokens: TokenReader): Expression {
  return listOf(separated(tokens, ']', () => expression(tokens, 0)));
}

function object(tokens: TokenReader): Expression {
  const member = (): readonly [string, Expression] => {
    const name = tokens.take();
    if (name.kind !== 'name' && name.kind !== 'quoted') throw tokens.unexpected(name);
    tokens.expect(':');
    return [name.text, expression(tokens, 0)];
  };
  return objectOf(separated(tokens, '}', member));
}

function call(tokens: TokenReader, { text, at }: Token): Expression {
  tokens.expect('(');
  const argument = (): Argument => {
    const { at: where } = tokens.next;
    return { reference: tokens.skip('&'), expression: expression(tokens, 0), at: where };
  };
  return callFunction(text, tokens.skip(')') ? [] : separated(tokens, ')', argument), at);
}

/** Parses one or more elements, separated by commas, up to a closing token. */
function separated<T>(tokens: TokenReader, end: ']' | '}' | ')', read: () => T): readonly T[] {
  const all = [read()];
  while (!tokens.skip(end)) {
    tokens.expect(',', end);
    all.push(read());
  }
  return all;
}
