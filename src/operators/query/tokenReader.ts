import { ExpressionError } from './expressionError.js';
import { tokensOf, type Sign, type Token } from './tokensOf.js';

/** Reads the tokens of an expression one by one. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  readonly #end: Token;
  #index = 0;

  constructor(expression: string) {
    this.#tokens = tokensOf(expression);
    this.#end = { kind: 'end', text: '', at: expression.length };
  }

  /** The next token; after the last one, `end`. */
  get next(): Token {
    return this.#ahead(0);
  }

  get kind(): Token['kind'] {
    return this.next.kind;
  }

  /** The kind of the token after the next one. */
  get nextKind(): Token['kind'] {
    return this.#ahead(1).kind;
  }

  take(): Token {
    const token = this.next;
    this.#index += 1;
    return token;
  }

  /** Takes the next token if it is of this kind. */
  skip(sign: Sign): boolean {
    const found = this.kind === sign;
    if (found) this.#index += 1;
    return found;
  }

  /** Takes the next token, which must be of the first kind; the error names all kinds that are possible here. */
  expect(...kinds: readonly [Sign | 'end', ...Sign[]]): void {
    if (this.kind !== kinds[0]) {
      const wanted = kinds.map(kind => (kind === 'end' ? 'the end' : `"${kind}"`)).join(' or ');
      throw this.unexpected(this.next, `${wanted} is expected`);
    }
    this.#index += 1;
  }

  /** Takes the next token if it is a number. */
  number(): number | undefined {
    if (this.next.kind !== 'number') return undefined;
    const { value } = this.next;
    this.#index += 1;
    return value;
  }

  /** The error for a token that is not possible here. */
  unexpected({ kind, text, at }: Token = this.next, wanted?: string): ExpressionError {
    const found = kind === 'end' ? 'the expression ends too early' : `${text} can't stand here`;
    return new ExpressionError(wanted === undefined ? found : `${found}: ${wanted}`, at);
  }

  #ahead(count: number): Token {
    return this.#tokens[this.#index + count] ?? this.#end;
  }
}
