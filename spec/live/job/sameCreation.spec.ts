import { expect } from 'chai';
import { isLaterCreation, isSameCreation } from '../../../src/live/job/sameCreation.js';

const at = (ms: number): Date => new Date(1_700_000_000_000 + ms);

describe('isSameCreation', () => {
  it('holds for times that are less than a second apart', () => {
    expect([0, 1, 999].map(ms => isSameCreation(at(0), at(ms)))).deep.equal([true, true, true]);
    expect(isSameCreation(at(999), at(0))).equal(true);
    expect([1_000, 60_000].map(ms => isSameCreation(at(0), at(ms)))).deep.equal([false, false]);
    expect(isSameCreation(at(1_000), at(0))).equal(false);
  });

  it('holds where a time is not known', () => {
    expect(isSameCreation(undefined, at(0))).equal(true);
    expect(isSameCreation(at(0), undefined)).equal(true);
  });
});

describe('isLaterCreation', () => {
  it('holds for the first of two times where it is later by a second or more', () => {
    expect([999, 1_000].map(ms => isLaterCreation(at(ms), at(0)))).deep.equal([false, true]);
    expect(isLaterCreation(at(0), at(1_000))).equal(false);
  });

  it('holds for no time that is not known', () => {
    expect(isLaterCreation(undefined, at(0))).equal(false);
    expect(isLaterCreation(at(0), undefined)).equal(false);
  });
});
