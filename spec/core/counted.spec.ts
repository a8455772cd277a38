import { expect } from 'chai';
import { counted } from '../../src/core/counted.js';

describe('counted', () => {
  it('puts the noun in the plural, but for one', () => {
    expect([0, 1, 2].map(count => counted(count, 'step'))).deep.equal(['0 steps', '1 step', '2 steps']);
  });

  it('writes the count as asked', () => {
    expect(counted(1234, 'test', count => count.toLocaleString('en-US'))).equal('1,234 tests');
  });
});
