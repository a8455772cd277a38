import { expect } from 'chai';
import { DecodeError } from '../../../src/core/decodeError.js';
import { UnsettledError } from '../../../src/core/errors.js';
import { uncertainty } from '../../../src/live/job/uncertainty.js';

const steps = new DecodeError([]);
const job = new DecodeError([]);

describe('uncertainty', () => {
  it('has invalid steps as its cause, then an invalid job, each until it can be decoded', () => {
    const uncertain = uncertainty('job', 'error');
    expect(uncertain.cause()).equal(undefined);
    uncertain.described(job);
    expect(uncertain.cause()).equal(job);
    uncertain.listed({ moved: false, error: steps });
    expect(uncertain.cause()).equal(steps);
    expect(uncertain.hasInvalidSteps()).equal(true);
    uncertain.listed({ moved: false });
    uncertain.described(undefined);
    expect(uncertain.cause()).equal(undefined);
    expect(uncertain.hasInvalidSteps()).equal(false);
  });

  it('has UNSETTLED as its cause from the eighth list in a row on that moved', () => {
    const uncertain = uncertainty('job', 'skip');
    for (let count = 1; count < 8; count++) uncertain.listed({ moved: true });
    expect(uncertain.cause()).equal(undefined);
    uncertain.listed({ moved: true });
    expect(uncertain.cause()).instanceOf(UnsettledError);
    uncertain.listed({ moved: false });
    expect(uncertain.cause()).equal(undefined);
  });

  it('passes over what is invalid where that is skipped', () => {
    const uncertain = uncertainty('job', 'skip');
    uncertain.listed({ moved: false, error: steps });
    uncertain.described(job);
    expect(uncertain.cause()).equal(undefined);
    expect(uncertain.hasInvalidSteps()).equal(false);
  });

  it('has a description due after one to four invalid ones in a row', () => {
    const uncertain = uncertainty('job', 'error');
    const due = Array.from({ length: 5 }, () => {
      uncertain.described(job);
      return uncertain.isDescriptionDue();
    });
    expect(due).deep.equal([true, true, true, true, false]);
    uncertain.described(undefined);
    expect(uncertain.isDescriptionDue()).equal(false);
  });

  it('is cleared', () => {
    const uncertain = uncertainty('job', 'error');
    for (let count = 1; count <= 8; count++) uncertain.listed({ moved: true, error: steps });
    uncertain.described(job);
    uncertain.clear();
    expect([uncertain.cause(), uncertain.isDescriptionDue()]).deep.equal([undefined, false]);
  });
});
