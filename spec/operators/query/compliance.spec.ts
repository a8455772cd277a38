import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { InvalidInputError } from '../../../src/core/errors.js';
import { compileQuery } from '../../../src/operators/query/compileQuery.js';
import { thrown } from '../../support/failure.js';
import { freeze } from '../../support/freeze.js';

const SUITE = join(import.meta.dirname, '../../fixtures/jmespath');
const LEGACY = 'legacy-literal.json';

interface Case {
  readonly expression: string;
  readonly result?: unknown;
  readonly error?: string;
}
interface Group {
  readonly given: unknown;
  readonly cases: readonly Case[];
}

const casesOf = (file: string): readonly (Case & { readonly given: unknown })[] =>
  (JSON.parse(readFileSync(join(SUITE, file), 'utf8')) as readonly Group[]).flatMap(({ given, cases }) =>
    cases.map(one => ({ ...one, given: freeze(given) })),
  );

const FILES = readdirSync(SUITE).filter(file => file.endsWith('.json'));

/** What an error of each kind says. An unsound expression is refused before it sees a document. */
const SAYS: Readonly<Record<string, RegExp>> = {
  syntax: /can't be read: .* at character \d+ of /s,
  'unknown-function': /can't be read: there is no function .* at character \d+ of /s,
  'invalid-arity': /can't be read: \w+\(\) takes .* at character \d+ of /s,
  'invalid-value': /can't be read: the step of a slice must not be 0, at character \d+ of /s,
  'invalid-type':
    /(argument \d of \w+\(\) must be|the expression of \w+\(\) must give) .* at character \d+ of /s,
};

describe('jmespath: the official compliance suite', () => {
  const ran = { result: 0, error: 0, legacy: 0, bench: 0 };

  for (const file of FILES)
    it(`gives all that ${file} expects, and leaves each document as it is`, () => {
      for (const { given, expression, error, ...expected } of casesOf(file)) {
        const ask = (): unknown => compileQuery(expression, 'jmespath')(given);
        if (error !== undefined) {
          const failure = thrown(ask);
          expect(failure, expression).instanceOf(InvalidInputError);
          expect((failure as Error).message, expression).match(SAYS[error] ?? /^$/);
        } else if ('result' in expected) expect(ask(), expression).deep.equal(expected.result);
        else ask();
        const kind = error !== undefined ? 'error' : 'result' in expected ? 'result' : 'bench';
        ran[file === LEGACY ? 'legacy' : kind] += 1;
      }
    });

  after(() => {
    console.log(
      `\njmespath: ${String(ran.result + ran.error)} of 892 cases of the official suite, no exception; ` +
        `${String(ran.legacy)} of 9 legacy literals of jmespath.py; ${String(ran.bench)} of 16 benchmarks read`,
    );
  });

  it('has all of its cases', () => {
    const all = FILES.filter(file => file !== LEGACY).flatMap(casesOf);
    expect(all.filter(one => 'result' in one)).length(742);
    expect(all.filter(one => 'error' in one)).length(150);
    expect(all).length(892 + 16);
    expect(casesOf(LEGACY)).length(9);
  });
});
