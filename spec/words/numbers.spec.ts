import { expect } from 'chai';
import { fixed, grouped, short, significant, throughput } from '../../src/words/numbers.js';

describe('numbers in words', () => {
  for (const [text, expected] of [
    [fixed(1.2345, 2), '1.23'],
    [fixed(17_553, 0), '17553'],
    [grouped(1_234.4), '1,234'],
    [grouped(1_234.4, 2), '1,234.40'],
    [significant(1_234.4), '1,234'],
    [significant(123.4), '123'],
    [significant(12.34), '12.3'],
    [significant(1.234), '1.23'],
    [significant(0.0987), '0.099'],
    [short(3), '3'],
    [short(3.42), '3.4'],
    [short(9.96), '10'],
    [throughput(17_553), '17,553'],
  ] as const)
    it(expected, () => {
      expect(text).equal(expected);
    });

  it('are n/a where AWS has measured nothing', () => {
    for (const nothing of [undefined, NaN, Infinity, 0])
      expect([fixed(nothing, 2), throughput(nothing)]).deep.equal(['n/a', 'n/a']);
  });
});
