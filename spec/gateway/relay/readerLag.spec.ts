import { expect } from 'chai';
import { hasToJoin } from '../../../src/gateway/relay/readerLag.js';

describe('hasToJoin', () => {
  const at = (seq: number, epoch = 'e') => ({ epoch, seq });

  it('is true where nothing is known, in another epoch, and ahead of the head', () => {
    expect(hasToJoin(undefined, at(1), undefined)).true;
    expect(hasToJoin(at(1, 'f'), at(1), undefined)).true;
    expect(hasToJoin(at(2), at(1), undefined)).true;
  });

  it('gives what was appended the time between two replies to arrive', () => {
    expect(hasToJoin(at(1), at(2), undefined)).false;
    expect(hasToJoin(at(1), at(3), at(1))).false;
    expect(hasToJoin(at(1), at(3), at(2))).true;
    expect(hasToJoin(at(1), at(3), at(2, 'f'))).false;
  });
});
