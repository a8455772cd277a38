import { expect } from 'chai';
import { lazily } from '../../src/operators/lazily.js';

describe('lazily', () => {
  it('computes a field when it is looked at, once, also where that is undefined', () => {
    const made: string[] = [];
    const lazy = lazily<{ a: number; b: undefined }>({
      a: () => made.push('a'),
      b: () => void made.push('b'),
    });
    expect(made).deep.equal([]);
    expect([lazy.a, lazy.a, lazy.b, lazy.b]).deep.equal([1, 1, undefined, undefined]);
    expect(made).deep.equal(['a', 'b']);
  });

  it('is copied and written like any object', () => {
    const lazy = lazily<{ a: number }>({ a: () => 1 });
    expect(lazy).deep.equal({ a: 1 });
    expect({ ...lazy }).deep.equal({ a: 1 });
    expect(JSON.stringify(lazy)).equal('{"a":1}');
  });
});
