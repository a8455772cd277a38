import { expect } from 'chai';
import { retryAfterMs, type Headers } from '../../src/api/retryAfterMs.js';

const DATE = 'Wed, 21 Oct 2015 07:28:00 GMT';

const table: readonly (readonly [what: string, headers: Headers, ms: number | undefined])[] = [
  ['no header', { date: DATE }, undefined],
  ['an empty header', { 'retry-after': ' ' }, undefined],
  ['seconds', { 'retry-after': '12' }, 12_000],
  ['seconds with blanks around', { 'retry-after': ' 2 ' }, 2000],
  ['seconds with decimals', { 'retry-after': '0.25' }, 250],
  ['zero seconds', { 'retry-after': '0' }, 0],
  [
    'a date, against the Date of the response',
    { 'retry-after': 'Wed, 21 Oct 2015 07:28:30 GMT', date: DATE },
    30_000,
  ],
  ['a date that is past', { 'retry-after': 'Wed, 21 Oct 2015 07:27:00 GMT', date: DATE }, 0],
  ['a date in other words', { 'retry-after': 'on Wed, 21 Oct 2015 07:28:30 GMT', date: DATE }, undefined],
  ['a date of another zone', { 'retry-after': 'Wed, 21 Oct 2015 07:28:30 GMT-0100', date: DATE }, undefined],
  ['a word', { 'retry-after': 'soon', date: DATE }, undefined],
  [
    'a word and a number that make a date to JavaScript',
    { 'retry-after': 'tomorrow 2099', date: DATE },
    undefined,
  ],
  ['a unit', { 'retry-after': '12s', date: DATE }, undefined],
  ['a sign', { 'retry-after': '-12', date: DATE }, undefined],
  ['another sign', { 'retry-after': '+12', date: DATE }, undefined],
  ['no digit after the point', { 'retry-after': '1.', date: DATE }, undefined],
  ['milliseconds of AWS', { 'x-amz-retry-after': '1500' }, 1500],
  ['milliseconds of AWS with decimals and blanks', { 'x-amz-retry-after': ' 1500.5 ' }, 1500.5],
  ['zero milliseconds of AWS', { 'x-amz-retry-after': '0', 'retry-after': '7' }, 0],
  ['milliseconds of AWS before seconds', { 'retry-after': '7', 'x-amz-retry-after': '1500' }, 1500],
  [
    'milliseconds of AWS before a date',
    { 'retry-after': 'Wed, 21 Oct 2015 07:28:30 GMT', 'x-amz-retry-after': '20', date: DATE },
    20,
  ],
  ...['', 'soon', '-5', '+5', '1e3', '0x10', '5ms', '1500, 2000', 'NaN', 'Infinity'].flatMap(
    (text): (typeof table)[number][] => [
      [`${text || 'an empty text'} in place of milliseconds`, { 'x-amz-retry-after': text }, undefined],
      [`seconds beside ${text || 'an empty text'}`, { 'x-amz-retry-after': text, 'retry-after': '2' }, 2000],
    ],
  ),
];

describe('retryAfterMs', () => {
  for (const [what, headers, ms] of table)
    it(`reads ${what} as ${ms} ms`, () => {
      expect(retryAfterMs(headers, () => 0)).equal(ms);
    });

  for (const date of [undefined, 'today'])
    it(`reads a date by the clock of this machine where the Date is ${date ?? 'not there'}`, () => {
      const now = Date.UTC(2026, 0, 15, 9);
      const soon = new Date(now + 60_000).toUTCString();
      expect(retryAfterMs({ 'retry-after': soon, ...(date && { date }) }, () => now)).equal(60_000);
    });
});
