import { expect } from 'chai';
import fc from 'fast-check';
import { InvalidInputError } from '../../src/core/errors.js';
import { checkJobName } from '../../src/core/jobName.js';
import { holds } from '../support/holds.js';
import { longestMatched } from '../support/longestMatched.js';

/** The service's own words: RecommendationJobName. */
const service = { min: 1, max: 64, pattern: /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,63}$/ };

describe('checkJobName', () => {
  const accepts = (name: unknown): boolean => {
    try {
      return checkJobName(name) === name;
    } catch (error) {
      expect(error).instanceOf(InvalidInputError);
      return false;
    }
  };

  it('returns what the service accepts as a name, and refuses all else', () => {
    const letters = fc.constantFrom('a', 'Z', '0', '-', '-', '_', '.', ' ', '\n', 'é', '😀');
    const nearlyNames = fc.string({ unit: letters, maxLength: 6 });
    const names = fc.stringMatching(service.pattern);
    const longNames = fc.nat(70).map(length => 'a' + '-'.repeat(length) + 'b');
    holds(
      fc.property(fc.oneof(names, nearlyNames, longNames, fc.string()), name => {
        const { min, max, pattern } = service;
        expect(accepts(name)).equal(name.length >= min && name.length <= max && pattern.test(name));
      }),
    );
  });

  it('knows the bounds of a name', () => {
    for (const name of ['a', 'a-b', 'a--b', '0', 'a'.repeat(64), `a${'-'.repeat(62)}b`])
      expect(accepts(name), name).true;
    for (const name of ['', '-a', 'a-', 'a_b', 'a b', 'a\n', 'a'.repeat(65), `a${'-'.repeat(63)}b`])
      expect(accepts(name), name).false;
  });

  const rule =
    'jobName: must be 1 to 64 letters, digits and hyphens, with a letter or digit at both ends; got';
  for (const [name, got] of [
    ['my job', '"my job"'],
    ['', '""'],
    ['x'.repeat(100), `"${'x'.repeat(80)}"`],
    [undefined, 'undefined'],
    [null, 'null'],
    [5, '5'],
    [{ name: 'a' }, 'an object'],
  ] as const)
    it(`has the rule and ${got} in its message`, () => {
      expect(() => checkJobName(name))
        .throw(InvalidInputError)
        .include({ option: 'jobName', message: `${rule} ${got}` });
    });

  it('is refused unread where it is too long', () => {
    expect(longestMatched(() => expect(accepts('a'.repeat(1e6))).false)).most(80);
    expect(longestMatched(() => expect(accepts('a'.repeat(64))).true)).equal(64);
  });

  it('is refused at once where it almost fits: trying each way to match would take years', () => {
    expect(accepts(`${'a-'.repeat(31)}-!`)).false;
    expect(accepts(`${'a'.repeat(63)}!`)).false;
  });
});
