import { expect } from 'chai';
import { announcement, NOTHING_ANNOUNCED } from '../../src/page/announcement.js';
import { failuresOf } from '../../src/page/failureTitle.js';
import { step } from '../support/steps.js';

describe('the words of the page', () => {
  it('tells of a pick, of failures and of the end once each', () => {
    const failed = (endpoint: string) =>
      step(endpoint, { Status: 'FAILED', FailureReason: 'OutOfMemoryError: x' });
    const one = {
      ...{ job: undefined, pick: 'ml.c5.large', next: 'ml.c6i.large: 0.3 % dearer', isFinal: false },
      ...{ failures: failuresOf([failed('a')]), ended: undefined },
    };
    const two = {
      ...{ job: undefined, pick: undefined, next: undefined, isFinal: true },
      ...{ failures: failuresOf([failed('a'), failed('b')]), ended: 'completed' },
    };
    expect(announcement(NOTHING_ANNOUNCED, one)).equal(
      'Best so far: ml.c5.large. ml.c6i.large: 0.3 % dearer. 1 test failed on ml.c5: Out of memory.',
    );
    expect(announcement(one, { ...one, next: 'ml.c6i.large: 4 % dearer' })).equal('');
    expect(announcement(one, { ...one, next: undefined, isFinal: true })).equal('The pick is ml.c5.large.');
    expect(announcement(one, two)).equal(
      'Nothing fits. 1 test failed on ml.c5: Out of memory. The job has ended: completed.',
    );
  });

  it('compares nothing with what it told of another job', () => {
    const of = (job: string, pick?: string) => ({ ...NOTHING_ANNOUNCED, job, pick });
    expect(announcement(of('a', 'ml.c5.large'), of('b'))).equal('');
    expect(announcement(of('a', 'ml.c5.large'), of('b', 'ml.c5.large'))).equal('Best so far: ml.c5.large.');
  });
});
