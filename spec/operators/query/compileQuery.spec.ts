import { expect } from 'chai';
import { InvalidInputError } from '../../../src/core/errors.js';
import { compileQuery } from '../../../src/operators/query/compileQuery.js';
import { thrown } from '../../support/failure.js';
import { freeze } from '../../support/freeze.js';

const DOCUMENT = freeze({
  numbers: [889, 96, 1000, 10],
  texts: ['b', 'a', 'B', '😀', '\uff5e'],
  steps: [
    { name: 'x', latency: 96, at: '2025-12-31T23:59:59+00:00' },
    { name: 'y', latency: 889, at: '2026-01-01T00:00:00+00:00' },
    { name: 'z', latency: 889, at: '2026-02-01T00:00:00+00:00' },
  ],
  mixed: [{ k: 'a' }, { k: 1 }],
  empty: [],
  text: 'a😀b',
  number: 5,
  zero: 0,
  yes: true,
});
const ask = (expression: string, document: unknown = DOCUMENT): unknown =>
  compileQuery(expression, '--query')(document);

/** What an error of an expression says, without the words that all have. */
function refusal(expression: unknown, document: unknown = DOCUMENT): string {
  const error = thrown(() => ask(expression as string, document));
  expect(error).instanceOf(InvalidInputError).include({ code: 'INVALID_INPUT', option: '--query' });
  expect((error as Error).cause).instanceOf(Error);
  return (error as Error).message.replace(/^--query: the expression /, '');
}

describe('compileQuery', () => {
  const values: readonly (readonly [behaviour: string, expression: string, expected: unknown])[] = [
    ['sorts numbers as numbers', 'sort(numbers)', [10, 96, 889, 1000]],
    ['sorts texts by code point', 'sort(texts)', ['B', 'a', 'b', '\uff5e', '😀']],
    ['finds the greatest text by code point', '[max(texts), min(texts)]', ['😀', 'B']],
    ['finds the greatest by a text', 'max_by(steps, &name).name', 'z'],
    ['finds the least by a text', 'min_by(steps, &at).name', 'x'],
    [
      'keeps the first of equals',
      '[max_by(steps, &latency), min_by(steps[1:], &latency)][].name',
      ['y', 'y'],
    ],
    ['keeps equals in their order', 'sort_by(reverse(steps), &latency)[].name', ['x', 'z', 'y']],
    [
      'finds no greatest of nothing',
      '[max(empty), min_by(empty, &a), avg(empty), sum(empty)]',
      [null, null, null, 0],
    ],
    ['orders texts in a filter', "steps[?at>='2026-01-01'].name", ['y', 'z']],
    [
      'orders texts by code point',
      "['\uff5e' < '😀', 'a' < 'B', 'a' <= 'a', 'b' > 'a', 'ab' > 'a']",
      [true, false, true, true, true],
    ],
    ['orders numbers', 'steps[?latency > `96`].name', ['y', 'z']],
    [
      'orders nothing else',
      '[yes < `1`, missing > `1`, missing < text, empty >= empty]',
      [null, null, null, null],
    ],
    [
      'reads a number from text',
      "[to_number('5'), to_number(' -1.5e1 '), to_number('.5'), to_number('1_000')]",
      [5, -15, 0.5, 1000],
    ],
    [
      'reads no number from other text',
      "[to_number(''), to_number('0x10'), to_number('NaN'), to_number('1e999'), to_number(yes), to_number(@)]",
      [null, null, null, null, null, null],
    ],
    ['counts code points', '[length(text), reverse(text)]', [3, 'b😀a']],
    ['writes JSON in ASCII', "to_string(['é', `1`, missing])", '["\\u00e9",1,null]'],
    [
      'compares lists and objects by what they hold',
      '[`{"a": [1], "b": 2}` == `{"b": 2, "a": [1]}`, `[1]` == `[true]`, `{"a": null}` == `{"b": null}`]',
      [true, false, false],
    ],
    ['takes 0 for true', '[zero && yes, !zero]', [true, false]],
    [
      'knows no members that JavaScript adds',
      '[steps[0].constructor, text.length, numbers.length, __proto__, toString]',
      [null, null, null, null, null],
    ],
    ['goes on with a slice behind an index as with any slice', '[numbers, steps][1][1:].name', ['y', 'z']],
  ];
  for (const [behaviour, expression, expected] of values)
    it(`${behaviour}: ${expression}`, () => {
      expect(ask(expression)).deep.equal(expected);
    });

  it('takes what is absent or undefined for null', () => {
    expect(compileQuery('@', 'q')(undefined)).equal(null);
    expect(ask('[a, b[0], b[*]]', { a: undefined, b: [undefined] })).deep.equal([null, null, []]);
  });

  it('makes members of any name, and changes no prototype', () => {
    const made = ask('{"__proto__": number}') as object;
    expect(Object.keys(made)).deep.equal(['__proto__']);
    expect(Object.getPrototypeOf(made)).equal(Object.prototype);
    const merged = ask('merge(@, @)', JSON.parse('{"__proto__": {"x": 1}}')) as object;
    expect(Object.keys(merged)).deep.equal(['__proto__']);
  });

  const unreadable: readonly (readonly [expression: unknown, says: string])[] = [
    ['', "the expression ends too early, at character 1 of ''"],
    ['Steps[', 'the expression ends too early: a number, "*" or ":" is expected, at character 7 of Steps['],
    ['a[b]', 'b can\'t stand here: a number, "*" or ":" is expected, at character 3 of a[b]'],
    ['a[1 2]', '2 can\'t stand here: ":" or "]" is expected, at character 5 of a[1 2]'],
    ['steps[?a=1]', '"=" alone means nothing; "==" compares, at character 9 of steps[?a=1]'],
    ['$.steps', '"$" can\'t stand here, at character 1 of $.steps'],
    ['a😀', '"😀" can\'t stand here, at character 2 of a😀'],
    ["a == 'b", "' is never closed, at character 6 of a == 'b"],
    [
      'join(`","` texts)',
      'texts can\'t stand here: "," or ")" is expected, at character 12 of join(`","` texts)',
    ],
    ['{a: b c: d}', 'c can\'t stand here: "," or "}" is expected, at character 7 of {a: b c: d}'],
    ['length(text,)', ") can't stand here, at character 13 of length(text,)"],
    ['a b', "b can't stand here: the end is expected, at character 3 of a b"],
    ['numbers[::0]', 'the step of a slice must not be 0, at character 9 of numbers[::0]'],
    ['&a', "& can't stand here, at character 1 of &a"],
    ['"length"(text)', '( can\'t stand here: the end is expected, at character 9 of "length"(text)'],
    ['`NaN`', "`NaN` is no number of JSON; the service's text is 'NaN', at character 1 of `NaN`"],
    ['"\\x"', '"\\x" is no JSON, at character 1 of "\\x"'],
    ['missing.nope(@)', 'there is no function nope(), at character 9 of missing.nope(@)'],
    ['yes || constructor(@)', 'there is no function constructor(), at character 8 of yes || constructor(@)'],
    ['abs()', 'abs() takes 1 argument, not 0, at character 1 of abs()'],
    ['merge()', 'merge() takes at least 1 argument, not 0, at character 1 of merge()'],
    [
      'sort_by(steps, name)',
      'argument 2 of sort_by() must be an expression behind "&", at character 16 of sort_by(steps, name)',
    ],
    [
      'length(&text)',
      'argument 1 of length() must be a text or a list or an object, at character 8 of length(&text)',
    ],
    [undefined, 'it must be a text'],
    [7, 'it must be a text'],
    ['('.repeat(100_000), 'it is nested too deeply'],
  ];
  for (const [expression, says] of unreadable)
    it(`refuses ${String(expression).slice(0, 40)} at once`, () => {
      expect(thrown(() => compileQuery(expression as string, 'q'))).instanceOf(InvalidInputError);
      expect(refusal(expression)).equal(`can't be read: ${says}`);
    });

  const unfitting: readonly (readonly [expression: string, says: string])[] = [
    ["steps[?latency > '100']", '">" can\'t order 96 and "100": a number and a text, at character 16 of '],
    ['text < number', '"<" can\'t order "a😀b" and 5: a number and a text, at character 6 of '],
    [
      'sort(mixed[].k)',
      'argument 1 of sort() must be a list of numbers or a list of texts; got ["a",1], at character 6 of ',
    ],
    [
      'max_by(mixed, &k)',
      'the expression of max_by() must give numbers alone or texts alone; item 1 gives 1, at character 1 of ',
    ],
    [
      'sort_by(steps, &missing)',
      'the expression of sort_by() must give numbers alone or texts alone; item 0 gives null, at character 1 of ',
    ],
    [
      'contains(text, number)',
      "a text can't contain 5; contains() looks for a text in it, at character 1 of ",
    ],
    [
      'length(missing)',
      'argument 1 of length() must be a text or a list or an object; got null, at character 8 of ',
    ],
  ];
  for (const [expression, says] of unfitting)
    it(`fails where the document doesn't fit: ${expression}`, () => {
      compileQuery(expression, 'q');
      expect(refusal(expression)).equal(`doesn't fit the data: ${says}${expression}`);
    });

  it('shows no more than the beginning of a long value', () => {
    expect(refusal('abs(@)', 'x'.repeat(1000)).length).below(200);
  });

  it('reads long texts and long chains', () => {
    const long = "x\\'".repeat(100_000);
    expect(ask(`'${long}'`)).equal(long.replaceAll("\\'", "'"));
    expect(ask(Array.from({ length: 1000 }, () => '@').join(' | '), 7)).equal(7);
  });
});
