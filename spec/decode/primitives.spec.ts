import { expect } from 'chai';
import fc from 'fast-check';
import { isLeft, right } from 'fp-ts/lib/Either.js';
import { inspect } from 'node:util';
import { FAILED } from '../../src/decode/codec.js';
import { Numeric, Text, Time } from '../../src/decode/primitives.js';
import { holds } from '../support/holds.js';

describe('Text', () => {
  it('is any string, and nothing else', () => {
    expect(Text.decode('')).deep.equal(right(''));
    expect(Text.encode('a')).equal('a');
    for (const value of [5, null, undefined, {}, new String('a')]) expect(Text.parse(value)).equal(FAILED);
  });
});

describe('Numeric', () => {
  it('reads the words of AWS, and writes them', () => {
    for (const [word, value] of [
      ['NaN', NaN],
      ['Infinity', Infinity],
      ['-Infinity', -Infinity],
      [0.5, 0.5],
    ] as const) {
      expect(Numeric.decode(word)).deep.equal(right(value));
      expect(Numeric.decode(value)).deep.equal(right(value));
      expect(Numeric.encode(value)).equal(word);
      expect(Numeric.is(value)).true;
    }
    expect(Numeric.is('NaN')).false;
  });

  it('reads no other text', () => {
    for (const value of ['', '5', 'nan', '+Infinity', null, undefined, 5n, true, [5], {}])
      expect(isLeft(Numeric.decode(value)), inspect(value)).true;
  });
});

describe('Time', () => {
  it('reads epoch seconds, to the nearest millisecond', () => {
    expect(Time.decode(1_700_000_000.123)).deep.equal(right(new Date(1_700_000_000_123)));
    expect(Time.decode(0.0006)).deep.equal(right(new Date(1)));
    expect(Time.decode(-1.5)).deep.equal(right(new Date(-1500)));
  });

  it('hands on a Date as the same reference', () => {
    const date = new Date(5);
    expect(Time.parse(date)).equal(date);
    expect(Time.is(date)).true;
    expect(Time.is(0.005)).false;
  });

  it('reaches as far as a Date, and no farther', () => {
    for (const seconds of [8.64e12, -8.64e12])
      expect(Time.decode(seconds)).deep.equal(right(new Date(seconds * 1000)));
    for (const value of [8.64e12 + 0.001, -8.64e12 - 0.001, NaN, Infinity, -Infinity, new Date(NaN)])
      expect(isLeft(Time.decode(value)), inspect(value)).true;
  });

  it('reads no text', () => {
    for (const value of ['2024-01-01T00:00:00Z', '5', null, undefined, {}])
      expect(isLeft(Time.decode(value)), inspect(value)).true;
  });

  it('keeps each millisecond of a year with four digits', () =>
    holds(
      fc.property(
        fc.date({ min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        date => {
          expect(Time.decode(Time.encode(date))).deep.equal(right(date));
        },
      ),
    ));
});
