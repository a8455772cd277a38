import { expect } from 'chai';
import type { ListStepsInput } from '../../../src/api/recommenderApi.js';
import {
  AbortedError,
  ExpiredTokenError,
  InvalidTokenError,
  NetworkError,
} from '../../../src/core/errors.js';
import { readAllPages } from '../../../src/live/job/readAllPages.js';
import { stepListing } from '../../../src/paging/stepListing.js';
import { fakeApi, inputsOf, jobApi, type FakeApi } from '../../support/fakeApi.js';
import { failure } from '../../support/failure.js';

const read = (api: FakeApi, signal = new AbortController().signal, pageSize = 2) =>
  readAllPages(stepListing(api, 'job', { pageSize }, 'background'), signal);

describe('readAllPages', () => {
  it('reads every page', async () => {
    const api = jobApi(['a', 'b', 'c', 'd', 'e']);
    expect(await read(api)).deep.equal([['a', 'b'], ['c', 'd'], ['e']]);
    expect(api.calls).length(3);
  });

  it('reads a list without items as one page without any', async () => {
    expect(await read(jobApi([]))).deep.equal([[]]);
  });

  for (const [name, error] of [
    ['expired', new ExpiredTokenError('old')],
    ['not taken', new InvalidTokenError('what?')],
  ] as const) {
    it(`starts again when a token is ${name}`, async () => {
      const pages = jobApi(['a', 'b', 'c']);
      const api = fakeApi(({ input, options }, index) =>
        index === 1 ? Promise.reject(error) : pages.listSteps(input as ListStepsInput, options),
      );
      expect(await read(api)).deep.equal([['a', 'b'], ['c']]);
      expect(inputsOf(api).map(input => (input as ListStepsInput).NextToken)).deep.equal([
        undefined,
        'after 2',
        undefined,
        'after 2',
      ]);
    });
  }

  it('gives up after the third restart', async () => {
    const error = new ExpiredTokenError('old');
    const api = fakeApi(({ input }) =>
      (input as ListStepsInput).NextToken === undefined
        ? { Steps: ['a'], NextToken: 't' }
        : Promise.reject(error),
    );
    expect(await failure(read(api))).equal(error);
    expect(api.calls).length(8);
  });

  it('fails with any other error at once', async () => {
    const error = new NetworkError('reset');
    const api = fakeApi(() => Promise.reject(error));
    expect(await failure(read(api))).equal(error);
    expect(api.calls).length(1);
  });

  it('fails where tokens loop', async () => {
    const api = fakeApi(() => ({ Steps: ['a'], NextToken: 'again' }));
    expect(await failure(read(api))).property('code', 'TOKEN_LOOP');
  });

  it('makes no call once the signal has fired', async () => {
    const abort = new AbortController();
    const api = fakeApi(() => {
      abort.abort();
      return { Steps: ['a'], NextToken: 't' };
    });
    expect(await failure(read(api, abort.signal))).instanceOf(AbortedError);
    expect(api.calls).length(1);
  });
});
