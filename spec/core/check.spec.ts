import { expect } from 'chai';
import { NEVER, Subject } from 'rxjs';
import {
  unchecked,
  checkOptions,
  isObservableLike,
  milliseconds,
  oneOf,
  positiveOrInfinity,
  nonEmptyString,
  isBoolean,
  validDate,
  wholeNumber,
  type Rule,
} from '../../src/core/check.js';
import { InvalidInputError } from '../../src/core/errors.js';

describe('check', () => {
  const MAX = Number.MAX_SAFE_INTEGER;
  const rules: readonly (readonly [rule: Rule, must: string, good: unknown[], wrong: unknown[]])[] = [
    [
      wholeNumber(1, 100),
      'must be a whole number from 1 to 100',
      [1, 50, 100],
      [0, 101, 1.5, NaN, '5', 5n, null],
    ],
    [wholeNumber(0), 'must be a whole number of at least 0', [0, MAX], [-1, MAX + 1, Infinity]],
    [
      milliseconds(),
      'must be a finite number of milliseconds, 0 or more',
      [0, 0.5, 1e9],
      [-1, NaN, Infinity, '5', 5n],
    ],
    [milliseconds(1), 'must be a finite number of milliseconds, 1 or more', [1, 1.5], [0, 0.5]],
    [
      positiveOrInfinity,
      'must be a number above 0, or Infinity',
      [5e-324, 2, Infinity],
      [0, -1, NaN, '2', 2n],
    ],
    [nonEmptyString, 'must be a non-empty string', ['a', ' '], ['', 5, ['a'], null]],
    [oneOf('a', 'b'), "must be one of 'a', 'b'", ['a', 'b'], ['c', 'A', '', 5, ['a']]],
    [isBoolean, 'must be true or false', [true, false], ['true', 0, 1, null]],
    [
      validDate,
      'must be a valid Date',
      [new Date(0), new Date('2026-01-01')],
      [new Date(NaN), 0, '2026-01-01', null, { getTime: () => 0 }],
    ],
    [
      isObservableLike,
      'must be an Observable',
      [NEVER, new Subject(), { subscribe: () => undefined }],
      [null, undefined, 5, {}, { subscribe: true }, Promise.resolve(), [], () => NEVER],
    ],
    [unchecked, '', [null, {}, 5], []],
  ];

  for (const [{ must, holds }, words, good, wrong] of rules)
    it(words === '' ? 'anything goes' : words, () => {
      expect(must).equal(words);
      expect(good.filter(holds)).deep.equal(good);
      expect(wrong.filter(holds)).deep.equal([]);
    });

  describe('checkOptions', () => {
    interface Options {
      readonly size?: unknown;
      readonly name?: unknown;
    }
    const check = (options: unknown): Options =>
      checkOptions<Options>('where', options as Options, { size: wholeNumber(1), name: nonEmptyString });

    it('returns the options if each keeps its rule', () => {
      for (const options of [{}, { size: 1 }, { size: 2, name: 'a' }, { size: undefined }])
        expect(check(options)).equal(options);
      expect(check(undefined)).deep.equal({});
    });

    const faults: readonly (readonly [options: unknown, option: string, message: string])[] = [
      [{ size: 0 }, 'where.size', 'must be a whole number of at least 1; got 0'],
      [{ size: null }, 'where.size', 'must be a whole number of at least 1; got null'],
      [{ size: '5' }, 'where.size', 'must be a whole number of at least 1; got "5"'],
      [{ size: 5n }, 'where.size', 'must be a whole number of at least 1; got 5'],
      [{ size: NaN }, 'where.size', 'must be a whole number of at least 1; got NaN'],
      [{ size: {} }, 'where.size', 'must be a whole number of at least 1; got an object'],
      [{ size: [1] }, 'where.size', 'must be a whole number of at least 1; got an object'],
      [{ size: Symbol('s') }, 'where.size', 'must be a whole number of at least 1; got Symbol(s)'],
      [{ size: () => 1 }, 'where.size', 'must be a whole number of at least 1; got a function'],
      [
        { size: 'x'.repeat(100) },
        'where.size',
        `must be a whole number of at least 1; got "${'x'.repeat(80)}"`,
      ],
      [{ name: '' }, 'where.name', 'must be a non-empty string; got ""'],
      [{ name: 5, size: 1 }, 'where.name', 'must be a non-empty string; got 5'],
      [{ siez: 1 }, 'where.siez', 'is not known; known are size, name'],
      [{ siez: undefined }, 'where.siez', 'is not known; known are size, name'],
      [{ toString: 1 }, 'where.toString', 'is not known; known are size, name'],
      [JSON.parse('{"__proto__": 1}'), 'where.__proto__', 'is not known; known are size, name'],
      [null, 'where', 'must be an object'],
      [[], 'where', 'must be an object'],
      ['size', 'where', 'must be an object'],
      [() => 1, 'where', 'must be an object'],
    ];
    for (const [options, option, rule] of faults)
      it(`${option}: ${rule}`, () => {
        expect(() => check(options))
          .throw(InvalidInputError)
          .include({ code: 'INVALID_INPUT', option, message: `${option}: ${rule}` });
      });
  });
});
