import { expect } from 'chai';
import { replaceWholeName } from '../../../src/operators/failures/replaceWholeName.js';

describe('replaceWholeName', () => {
  const cases: readonly (readonly [text: string, name: string, result: string])[] = [
    ['logs of one.', 'one', 'logs of *.'],
    ['one, (one) and "one"', 'one', '*, (*) and "*"'],
    ['oneone none one-2 x-one one', 'one', 'oneone none one-2 x-one *'],
    ['one', 'one', '*'],
    ['a$& one', 'one', 'a$& *'],
    ['nothing', 'one', 'nothing'],
    ['nothing', '', 'nothing'],
    ['', 'one', ''],
  ];
  for (const [text, name, result] of cases)
    it(`makes ${result || '(nothing)'} of ${text || '(nothing)'} without ${name || '(nothing)'}`, () => {
      expect(replaceWholeName(text, name, '*')).equal(result);
    });
});
