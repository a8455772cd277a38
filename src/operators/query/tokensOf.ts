import { ExpressionError } from './expressionError.js';

/**
 * A token of an expression. The `kind` of an operator is its text (`[?`, `&&`, …); a `literal` has its value, and
 * `at` is the position at which the token begins, in characters from 0.
 */
export type Token =
  | { readonly kind: 'name' | 'quoted'; readonly text: string; readonly at: number }
  | { readonly kind: 'number'; readonly value: number; readonly at: number; readonly text: string }
  | { readonly kind: 'literal'; readonly value: unknown; readonly at: number; readonly text: string }
  | { readonly kind: Sign | 'end'; readonly text: string; readonly at: number };

/** A token that is an operator or a bracket. */
export type Sign = '[]' | '[?' | '[' | ']' | '{' | '}' | '(' | ')' | '.' | ',' | ':' | '*' | '@' | Operator;
type Operator = '|' | '||' | '&' | '&&' | '!' | '==' | '!=' | '<' | '<=' | '>' | '>=';

// A quoted string ends at the next mark of its kind that no backslash escapes.
const TOKEN =
  /(?<space>[ \t\n\r]+)|(?<name>[A-Za-z_]\w*)|(?<number>-?\d+)|(?<raw>'[^'\\]*(?:\\[^][^'\\]*)*')|(?<quoted>"[^"\\]*(?:\\[^][^"\\]*)*")|(?<json>`[^`\\]*(?:\\[^][^`\\]*)*`)|(?<sign>\[\]|\[\?|\|\||&&|[=!<>]=|[[\]{}().,:*@|&!<>])/y;

/** Splits a JMESPath expression into tokens. Fails with `ExpressionError`. */
export function tokensOf(expression: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < expression.length) {
    TOKEN.lastIndex = at;
    const groups = TOKEN.exec(expression)?.groups;
    if (groups === undefined) throw new ExpressionError(misread(expression, at), at);
    if (groups.space === undefined) tokens.push(tokenOf(groups, at));
    at = TOKEN.lastIndex;
  }
  return tokens;
}

function tokenOf(groups: Readonly<Record<string, string | undefined>>, at: number): Token {
  const { name, number, raw, quoted, json, sign } = groups;
  if (name !== undefined) return { kind: 'name', text: name, at };
  if (number !== undefined) return { kind: 'number', value: Number(number), text: number, at };
  if (raw !== undefined) {
    return { kind: 'literal', value: raw.slice(1, -1).replaceAll("\\'", "'"), text: raw, at };
  }
  if (quoted !== undefined) return { kind: 'quoted', text: parsed(quoted, quoted, at) as string, at };
  if (json !== undefined) return { kind: 'literal', value: literal(json, at), text: json, at };
  return { kind: sign as Sign, text: sign as Sign, at };
}

/**
 * Parses the value in backticks: JSON, or a string without quotes, as in aws-cli's own examples
 * (`Steps[?Status==`FAILED`]`, JEP 12).
 */
function literal(lexeme: string, at: number): unknown {
  const content = lexeme.slice(1, -1).replaceAll('\\`', '`');
  if (/^\s*-?(NaN|Infinity)\s*$/.test(content)) {
    throw new ExpressionError(
      `${lexeme} is no number of JSON; the service's text is '${content.trim()}'`,
      at,
    );
  }
  try {
    return JSON.parse(content);
  } catch {
    return parsed(`"${content.replace(/^\s+/, '')}"`, lexeme, at);
  }
}

function parsed(json: string, lexeme: string, at: number): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new ExpressionError(`${lexeme} is no JSON`, at);
  }
}

function misread(expression: string, at: number): string {
  const character = String.fromCodePoint(expression.codePointAt(at) ?? 0);
  if (`'"\``.includes(character)) return `${character} is never closed`;
  if (character === '=') return '"=" alone means nothing; "==" compares';
  return `${JSON.stringify(character)} can't stand here`;
}
