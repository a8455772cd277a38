import { expect } from 'chai';
import { once } from '../../src/operators/once.js';

describe('once', () => {
  it('computes a value when it is asked for, once, also where that is undefined', () => {
    let made = 0;
    const value = once((): unknown => {
      made += 1;
      return undefined;
    });
    expect(made).equal(0);
    expect([value(), value()]).deep.equal([undefined, undefined]);
    expect(made).equal(1);
  });

  it('tries again after a failure', () => {
    let tries = 0;
    const value = once(() => {
      if (tries++ === 0) throw new Error('first');
      return 'second';
    });
    expect(value).throw('first');
    expect(value()).equal('second');
  });
});
