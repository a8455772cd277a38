import { expect } from 'chai';
import { announcement, NOTHING_ANNOUNCED } from '../../src/page/announcement.js';
import { failuresOf } from '../../src/page/failureTitle.js';
import { step } from '../support/steps.js';

describe('the words of the page', () => {
  it('tells of a pick, of failures and of the end once each', () => {
    const failed = (endpoint: string) =>
      step(endpoint, { Status: 'FAILED', FailureReason: 'OutOfMemoryError: x' });
    const one = { pick: 'ml.c5.large', failures: failuresOf([failed('a')]), ended: undefined };
    const two = { pick: undefined, failures: failuresOf([failed('a'), failed('b')]), ended: 'completed' };
    expect(announcement(NOTHING_ANNOUNCED, one)).equal(
      'The pick is ml.c5.large. 1 test failed on ml.c5: Out of memory.',
    );
    expect(announcement(one, one)).equal('');
    expect(announcement(one, two)).equal(
      'Nothing fits. 1 test failed on ml.c5: Out of memory. The job has ended: completed.',
    );
  });
});
