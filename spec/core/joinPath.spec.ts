import { expect } from 'chai';
import { joinPath } from '../../src/core/joinPath.js';

describe('joinPath', () => {
  it('writes a path as a program would', () => {
    expect(['a', '0', '12', 'b1', '1b', 'c'].reduce(joinPath, '')).equal('a[0][12].b1.1b.c');
    expect(joinPath('', '0')).equal('[0]');
    expect(joinPath('', 'a')).equal('a');
  });
});
