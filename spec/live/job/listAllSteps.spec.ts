import { expect } from 'chai';
import { InvalidTokenError, NetworkError } from '../../../src/core/errors.js';
import { listAllSteps } from '../../../src/live/job/listAllSteps.js';
import { callOptions, fakeApi, inputsOf, jobApi } from '../../support/fakeApi.js';
import { failure } from '../../support/failure.js';
import { bad, faultOfBad, pending, step } from '../../support/steps.js';

const { signal } = callOptions();
const many = Array.from({ length: 250 }, (_, i) => step(`s${String(i)}`));

describe('listAllSteps', () => {
  it('is all the steps of all pages, empty ones included', async () => {
    const api = jobApi(many, [1]);
    expect(await listAllSteps(api, 'job', signal)).deep.equal({ steps: many, pages: 4, invalid: [] });
    expect(inputsOf(api)[0]).deep.equal({ JobName: 'job', MaxResults: 100 });
    expect(api.calls.every(({ options }) => options.priority === 'background')).equal(true);
  });

  it('lists what can not be decoded beside what can', async () => {
    const { steps, invalid: left, error } = await listAllSteps(jobApi([pending, bad, bad]), 'job', signal);
    expect(steps).deep.equal([pending]);
    expect(left).deep.equal([bad, bad]);
    expect(error?.message).equal(`${faultOfBad(1)}\n${faultOfBad(2)}`);
  });

  it('is none where a token comes twice', async () => {
    const api = fakeApi(() => ({ Steps: [pending], NextToken: 'again' }));
    expect(await failure(listAllSteps(api, 'job', signal))).include({ code: 'TOKEN_LOOP' });
  });

  it('is none where a page fails', async () => {
    const api = fakeApi((_, index) => {
      if (index > 0) throw new NetworkError('reset');
      return { Steps: [pending], NextToken: 'next' };
    });
    expect(await failure(listAllSteps(api, 'job', signal))).include({ code: 'NETWORK' });
    expect(api.calls).length(2);
  });

  it('begins anew where a token is no longer taken, three times', async () => {
    const api = fakeApi(({ input }) => {
      if ('NextToken' in (input as object)) throw new InvalidTokenError('not mine');
      return { Steps: [pending], NextToken: 'next' };
    });
    expect(await failure(listAllSteps(api, 'job', signal))).include({ code: 'INVALID_TOKEN' });
    expect(api.calls).length(8);
  });

  it('asks for nothing once the signal has fired', async () => {
    const leaving = new AbortController();
    const api = fakeApi(() => {
      leaving.abort();
      return { Steps: [pending], NextToken: 'next' };
    });
    expect(await failure(listAllSteps(api, 'job', leaving.signal))).include({ code: 'ABORTED' });
    expect(api.calls).length(1);
  });
});
