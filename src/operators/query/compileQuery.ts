import { compile, TreeInterpreter } from '@jmespath-community/jmespath';
import { InvalidInputError } from '../../core/errors.js';

/** Answers a question about a document of JSON. */
export type Query = (document: unknown) => unknown;

type Json = Parameters<(typeof TreeInterpreter)['search']>[1];

/**
 * Reads a JMESPath expression; `option` is what an error calls it. Fails with `InvalidInputError` at once
 * where it can't be read, and when it is asked where it doesn't fit the document.
 */
export function compileQuery(expression: string, option: string): Query {
  // Legacy literals are those of aws-cli's own examples: Steps[?Status==`FAILED`], without quotes.
  const parsed = attempt(option, "can't be read", () =>
    compile(expression, { enable_legacy_literals: true }),
  );
  return document =>
    attempt(
      option,
      "doesn't fit the data",
      () => TreeInterpreter.search(parsed, document as Json) as unknown,
    );
}

function attempt<T>(option: string, failing: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const told = cause instanceof Error ? cause.message : String(cause);
    throw new InvalidInputError(option, `the expression ${failing}: ${told}`, { cause });
  }
}
