import { expect } from 'chai';
import { oneLine } from '../../src/words/oneLine.js';

describe('oneLine', () => {
  it('joins lines, and drops control characters and double spaces', () => {
    expect(oneLine(' a\n  b\u001b[2J   c\t')).equal('a; b [2J c');
    expect(oneLine('a\u0085b\u2028c\u2029d\u007fe')).equal('a b c d e');
  });

  it('drops characters of format: bidirectional overrides, zero-width characters, tags', () => {
    expect(oneLine('FAI\u200bLED\u202e \u2066x\u2069 \u00ady\ufeff\u{e0041}')).equal('FAILED x y');
  });
});
