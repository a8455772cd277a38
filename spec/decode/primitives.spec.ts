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

/** Every spelling of a time that is read: the text, the milliseconds since the epoch, and what writes it. */
const SPELLINGS: readonly (readonly [text: string, ms: number, source: string])[] = [
  ['1700000000', 1_700_000_000_000, 'the SDK and boto3 read it'],
  ['1700000000.5', 1_700_000_000_500, 'the SDK and boto3 read it'],
  ['1.7000000005E9', 1_700_000_000_500, 'Java writes it'],
  ['-1.5', -1500, 'a number is'],
  ['2026-01-15T09:00:00.123Z', Date.UTC(2026, 0, 15, 9, 0, 0, 123), 'JSON.stringify writes a Date'],
  ['+010000-01-01T00:00:00.000Z', Date.UTC(10_000, 0), 'JSON.stringify writes a Date'],
  ['2026-01-15T10:00:00.123000+01:00', Date.UTC(2026, 0, 15, 9, 0, 0, 123), 'aws-cli 2 writes it'],
  ['2026-01-15T10:00:00+01:00', Date.UTC(2026, 0, 15, 9), 'aws-cli 2 writes it'],
  ['2026-01-14T22:30:00-10:30', Date.UTC(2026, 0, 15, 9), 'aws-cli 2 writes it'],
  ['2026-01-15 09:00:00.123000+00:00', Date.UTC(2026, 0, 15, 9, 0, 0, 123), 'boto3 with default=str'],
  ['2026-01-15 09:00:00.123456+00:00', Date.UTC(2026, 0, 15, 9, 0, 0, 123), 'boto3 with default=str'],
  ['2026-01-15 09:00:00+00:00', Date.UTC(2026, 0, 15, 9), 'boto3 with default=str'],
  ['1900-01-01 00:17:30+00:17:30', Date.UTC(1900, 0, 1), 'Python writes local mean time'],
  ['2026-01-15T10:00+0100', Date.UTC(2026, 0, 15, 9), 'ISO 8601 allows it'],
  ['2026-01-15T10:00:00,5+01', Date.UTC(2026, 0, 15, 9, 0, 0, 500), 'ISO 8601 allows it'],
  ['2026-01-15t09:00:00z', Date.UTC(2026, 0, 15, 9), 'RFC 3339 allows it'],
  ['2024-02-29T23:59:59.9996Z', Date.UTC(2024, 2, 1), 'rounded to the millisecond'],
];

const NO_TIMES = [
  ...['', ' ', 'now', 'yesterday', 'NaN', 'Infinity', '0x10', '1_000', '1700000000Z', ' 1700000000', '5 '],
  ...['2026-01-15', '2026-01-15T09:00:00', '2026-01-15 09:00:00.123000', '09:00:00Z', '20260115T090000Z'],
  ...['2026-02-29T00:00:00Z', '2026-02-30T00:00:00Z', '2026-13-01T00:00:00Z', '2026-00-10T00:00:00Z'],
  ...['2026-01-15T24:00:00Z', '2026-01-15T09:60:00Z', '2026-01-15T09:00:60Z', '-000000-01-01T00:00:00Z'],
  ...[
    '2026-01-15T09:00:00+24:00',
    '2026-01-15T09:00:00+01:60',
    '2026-01-15T09:00:00+1',
    '2026-01-15T09:00:00.Z',
  ],
  ...['Thu, 15 Jan 2026 09:00:00 GMT', '2026-01-15T09:00:00Z ', '2026-01-15T09:00:00Z\n', '1e400', '9e12'],
];

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

  for (const [text, ms, source] of SPELLINGS)
    it(`reads ${text}, as ${source}`, () => {
      expect(Time.decode(text)).deep.equal(right(new Date(ms)));
      expect(Time.is(text)).false;
    });

  it('reads no other text', () => {
    for (const text of NO_TIMES) expect(isLeft(Time.decode(text)), inspect(text)).true;
    for (const value of [null, undefined, {}, [], true, 5n]) expect(isLeft(Time.decode(value))).true;
  });

  it('reads each spelling of a time as the same time', () =>
    holds(
      fc.property(
        fc.date({ min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true }),
        fc.integer({ min: -1439, max: 1439 }),
        fc.constantFrom('T', ' '),
        (date, offset, between) => {
          const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, -1);
          const [hours, minutes] = [Math.trunc(Math.abs(offset) / 60), Math.abs(offset) % 60];
          const zone = [hours, minutes].map(part => String(part).padStart(2, '0')).join(':');
          const withOffset = `${local.replace('T', between)}000${offset < 0 ? '-' : '+'}${zone}`;
          for (const text of [withOffset, date.toISOString(), JSON.parse(JSON.stringify(date)) as string])
            expect(Time.decode(text), text).deep.equal(right(date));
          expect(Time.decode(String(date.getTime() / 1000))).deep.equal(right(date));
        },
      ),
    ));

  it('reads microseconds as it reads them of epoch seconds', () =>
    holds(
      fc.property(
        fc.integer({ min: 0, max: 4e9 }),
        fc.integer({ min: 0, max: 999_999 }),
        (seconds, micros) => {
          const decimals = String(micros).padStart(6, '0');
          const text = new Date(seconds * 1000).toISOString().replace('.000Z', `.${decimals}+00:00`);
          expect(Time.decode(text)).deep.equal(Time.decode(Number(`${String(seconds)}.${decimals}`)));
        },
      ),
    ));

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
