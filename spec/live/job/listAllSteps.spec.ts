import { expect } from 'chai';
import { InvalidTokenError, NetworkError } from '../../../src/core/errors.js';
import { listAllSteps } from '../../../src/live/job/listAllSteps.js';
import { callOptions, fakeApi, inputsOf, jobApi } from '../../support/fakeApi.js';
import { failure } from '../../support/failure.js';
import { bad, faultOfBad, pending, step } from '../../support/steps.js';

const { signal } = callOptions();
const many = Array.from({ length: 250 }, (_, i) => step(`s${String(i)}`));

describe('listAllSteps', () => {
  it('lists the steps of all pages, empty ones included', async () => {
    const api = jobApi(many, [1]);
    expect(await listAllSteps(api, 'job', signal)).deep.equal({
      pages: [many.slice(0, 100), [], many.slice(100, 200), many.slice(200)],
      invalid: [],
    });
    expect(inputsOf(api)[0]).deep.equal({ JobName: 'job', MaxResults: 100 });
    expect(api.calls.every(({ options }) => options.priority === 'background')).equal(true);
  });

  it('lists invalid steps beside the valid ones', async () => {
    const { pages, invalid, error } = await listAllSteps(jobApi([pending, bad, bad]), 'job', signal);
    expect(pages).deep.equal([[pending]]);
    expect(invalid).deep.equal([bad, bad]);
    expect(error?.message).equal(`${faultOfBad(1)}\n${faultOfBad(2)}`);
  });

  it('fails where a token is repeated', async () => {
    const api = fakeApi(() => ({ Steps: [pending], NextToken: 'again' }));
    expect(await failure(listAllSteps(api, 'job', signal))).include({ code: 'TOKEN_LOOP' });
  });

  it('fails where a page fails', async () => {
    const api = fakeApi((_, index) => {
      if (index > 0) throw new NetworkError('reset');
      return { Steps: [pending], NextToken: 'next' };
    });
    expect(await failure(listAllSteps(api, 'job', signal))).include({ code: 'NETWORK' });
    expect(api.calls).length(2);
  });

  it('starts again where a token is refused, three times', async () => {
    const api = fakeApi(({ input }) => {
      if ('NextToken' in (input as object)) throw new InvalidTokenError('not mine');
      return { Steps: [pending], NextToken: 'next' };
    });
    expect(await failure(listAllSteps(api, 'job', signal))).include({ code: 'INVALID_TOKEN' });
    expect(api.calls).length(8);
  });

  it('makes no call once the signal has fired', async () => {
    const abort = new AbortController();
    const api = fakeApi(() => {
      abort.abort();
      return { Steps: [pending], NextToken: 'next' };
    });
    expect(await failure(listAllSteps(api, 'job', abort.signal))).include({ code: 'ABORTED' });
    expect(api.calls).length(1);
  });
});
