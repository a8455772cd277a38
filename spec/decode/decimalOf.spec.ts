import { expect } from 'chai';
import fc from 'fast-check';
import { decimalOf } from '../../src/decode/decimalOf.js';
import { holds } from '../support/holds.js';

describe('decimalOf', () => {
  it('reads decimal numbers, and numbers', () => {
    expect(['0', '007', '88', '269.55', 7.5, 0].map(value => decimalOf(value))).deep.equal([
      ...[0, 7, 88, 269.55, 7.5, 0],
    ]);
  });

  it('reads nothing else', () => {
    const texts = [
      '',
      ' ',
      ' 1',
      '1 ',
      'NaN',
      'Infinity',
      '-5',
      '+5',
      '1e3',
      '0x10',
      '.5',
      '5.',
      '1,134.9',
      '1_0',
    ];
    const values = [null, undefined, NaN, Infinity, -1, true, {}, [], ['1'], new Date(1), 1n];
    for (const value of [...texts, ...values, '9'.repeat(400)]) expect(decimalOf(value)).equal(undefined);
  });

  it('shifts the point of the text, without an error of rounding', () => {
    expect(decimalOf('0.26955', 3)).equal(269.55);
    expect(decimalOf('269550', -3)).equal(269.55);
    expect(decimalOf(1e-7, 3)).closeTo(1e-4, 1e-18);
    holds(
      fc.property(fc.integer({ min: 0, max: 1e9 }), n => {
        expect(decimalOf(`${String(Math.floor(n / 1000))}.${String(n % 1000).padStart(3, '0')}`, 3)).equal(n);
      }),
    );
  });
});
