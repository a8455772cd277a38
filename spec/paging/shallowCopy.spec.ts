import { expect } from 'chai';
import { shallowCopy } from '../../src/paging/shallowCopy.js';

describe('shallowCopy', () => {
  it('is a copy of an object', () => {
    const options = { pageSize: 5, startingToken: undefined };
    expect(shallowCopy(options)).deep.equal(options);
    expect(shallowCopy(options)).not.equal(options);
  });

  it('is anything else as it is, so that it is refused as what it is', () => {
    for (const other of [undefined, null, 7, 'text', true, [], ['a'], shallowCopy])
      expect(shallowCopy<unknown>(other)).equal(other);
  });
});
