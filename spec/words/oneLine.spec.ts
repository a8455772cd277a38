import { expect } from 'chai';
import { oneLine } from '../../src/words/oneLine.js';

describe('oneLine', () => {
  it('joins lines, and drops control characters and double spaces', () => {
    expect(oneLine(' a\n  b\u001b[2J   c\t')).equal('a; b [2J c');
  });
});
