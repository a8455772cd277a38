import { expect } from 'chai';
import { percent, percentChange, percentSize } from '../../src/words/percents.js';

describe('percents in words', () => {
  for (const [text, expected] of [
    [percent(355.2), '355 %'],
    [percent(NaN), 'n/a'],
    [percentSize(3.14), '3.1 %'],
    [percentChange(12.34), '+12 %'],
    [percentChange(-3.06), '−3.1 %'],
    [percentChange(0.01), '±0 %'],
  ] as const)
    it(expected, () => {
      expect(text).equal(expected);
    });
});
