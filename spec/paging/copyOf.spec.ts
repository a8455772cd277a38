import { expect } from 'chai';
import { copyOf } from '../../src/paging/copyOf.js';

describe('copyOf', () => {
  it('is a copy of an object', () => {
    const options = { pageSize: 5, startingToken: undefined };
    expect(copyOf(options)).deep.equal(options);
    expect(copyOf(options)).not.equal(options);
  });

  it('is anything else as it is, so that it is refused as what it is', () => {
    for (const other of [undefined, null, 7, 'text', true, [], ['a'], copyOf])
      expect(copyOf<unknown>(other)).equal(other);
  });
});
