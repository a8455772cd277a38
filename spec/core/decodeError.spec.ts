import { expect } from 'chai';
import { DecodeError } from '../../src/core/decodeError.js';
import { describeFault } from '../../src/core/decodeFault.js';
import { StepstreamError } from '../../src/core/errors.js';

describe('decodeError', () => {
  const fault = (path: string, actual: unknown = 5) => ({ path, expected: 'a string', actual });

  const previews: readonly (readonly [actual: unknown, preview: string])[] = [
    [undefined, 'nothing'],
    [null, 'null'],
    [5, '5'],
    [NaN, 'NaN'],
    [5n, '5n'],
    [10n ** 70n, `1${'0'.repeat(58)}…`],
    [true, 'true'],
    ['', '""'],
    ['5', '"5"'],
    ['two\nlines', '"two\\nlines"'],
    ['two\u2028\u2029lines', '"two lines"'],
    ['x'.repeat(58), `"${'x'.repeat(58)}"`],
    ['x'.repeat(59), `"${'x'.repeat(58)}…`],
    [() => 5, 'a function'],
    [Symbol('s'), 'a symbol'],
    [new Date(5), '1970-01-01T00:00:00.005Z'],
    [new Date(NaN), 'an invalid Date'],
    [[], 'a list of 0'],
    [[1, 2], 'a list of 2'],
    [{}, 'an empty object'],
    [{ a: 1, b: 2 }, 'an object with a, b'],
    [{ 'two\r\nlines': 1 }, 'an object with two lines'],
    [{ ['x'.repeat(60)]: 1 }, `an object with ${'x'.repeat(44)}…`],
  ];
  for (const [actual, preview] of previews)
    it(`shows ${preview}`, () => {
      expect(describeFault({ path: 'at', expected: 'a step', actual })).equal(
        `at: expected a step, got ${preview}`,
      );
    });

  it('has a line for each fault', () => {
    const faults = [fault('a'), fault('b', 'x'.repeat(100))];
    const error = new DecodeError(faults);
    expect(error).instanceOf(StepstreamError).include({ code: 'DECODE', name: 'DecodeError', faults });
    expect(error.message).equal(faults.map(describeFault).join('\n'));
  });

  it('shows ten of many, and keeps them all', () => {
    const faults = Array.from({ length: 12 }, (_, i) => fault(String(i)));
    const lines = new DecodeError(faults).message.split('\n');
    expect(lines.slice(0, 10)).deep.equal(faults.slice(0, 10).map(describeFault));
    expect(lines.slice(10)).deep.equal(['and 2 more']);
    expect(new DecodeError(faults.slice(0, 10)).message).not.include('more');
    expect(new DecodeError(faults).faults).equal(faults);
  });

  it('carries cause and resumeToken', () => {
    const cause = new Error('underneath');
    expect(new DecodeError([fault('a')], { cause, resumeToken: 't' })).include({ cause, resumeToken: 't' });
  });
});
