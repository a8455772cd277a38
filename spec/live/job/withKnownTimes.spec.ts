import { expect } from 'chai';
import { withKnownTimes } from '../../../src/live/job/withKnownTimes.js';

const at = (ms: number) => ({ JobName: 'a', Status: 'IN_PROGRESS', LastModifiedTime: new Date(ms) });

describe('withKnownTimes', () => {
  it('keeps a known time within the listed second', () => {
    const listed = { ...at(12_000), JobDescription: 'new' };
    expect(withKnownTimes(listed, at(12_345))).deep.equal({ ...at(12_345), JobDescription: 'new' });
  });

  for (const [why, listedMs, knownMs] of [
    ['is of another second', 13_000, 12_345],
    ['is of the second before', 11_000, 12_000],
    ['has a fraction itself', 12_100, 12_345],
  ] as const) {
    it(`takes a listed time that ${why}`, () => {
      const listed = at(listedMs);
      expect(withKnownTimes(listed, at(knownMs))).equal(listed);
    });
  }

  it('takes what is listed where nothing is known', () => {
    const listed = at(12_000);
    expect(withKnownTimes(listed, undefined)).equal(listed);
    expect(withKnownTimes(listed, { JobName: 'a', Status: 'PENDING' })).equal(listed);
  });
});
