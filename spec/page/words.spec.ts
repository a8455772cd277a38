import { expect } from 'chai';
import { news, NOTHING_TOLD } from '../../src/page/announcing.js';
import { failuresOf } from '../../src/page/failures.js';
import { step } from '../support/steps.js';

describe('the words of the page', () => {
  it('tells of a pick, of failures and of the end once each', () => {
    const failed = (endpoint: string) =>
      step(endpoint, { Status: 'FAILED', FailureReason: 'OutOfMemoryError: x' });
    const one = { pick: 'ml.c5.large', failures: failuresOf([failed('a')]), ended: undefined };
    const two = { pick: undefined, failures: failuresOf([failed('a'), failed('b')]), ended: 'completed' };
    expect(news(NOTHING_TOLD, one)).equal('The pick is ml.c5.large. 1 test failed on ml.c5: Out of memory.');
    expect(news(one, one)).equal('');
    expect(news(one, two)).equal(
      'Nothing fits. 1 test failed on ml.c5: Out of memory. The job has ended: completed.',
    );
  });
});
