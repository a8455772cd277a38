import { expect } from 'chai';
import { firstValueFrom } from 'rxjs';
import { NotFoundError } from '../../src/core/errors.js';
import { aiJobDescription } from '../../src/paging/aiJobDescription.js';
import { BENCHMARK_JOBS, RECOMMENDATION_JOBS } from '../../src/paging/aiJobs.js';
import { fakeApi, never } from '../support/fakeApi.js';
import { failure } from '../support/failure.js';

const wire = {
  AIRecommendationJobName: 'a',
  AIRecommendationJobStatus: 'Completed',
  CreationTime: 1.5,
  New: 1,
};

describe('aiJobDescription', () => {
  for (const name of ['a', 'ai-recommendation-job/a'])
    it(`describes ${name} with one call for each subscription, recommendations as received`, async () => {
      const api = fakeApi(() => ({ ...wire, Recommendations: [7] }));
      const job$ = aiJobDescription(api, RECOMMENDATION_JOBS, name);
      expect(api.calls).empty;
      const job = { ...wire, CreationTime: new Date(1500), Recommendations: [7] };
      expect(await firstValueFrom(job$)).deep.equal(job);
      expect(await firstValueFrom(job$)).deep.equal(job);
      expect(api.calls.map(({ operation, input }) => [operation, input])).deep.equal(
        Array(2).fill(['describeAiRecommendationJob', { AIRecommendationJobName: 'a' }]),
      );
    });

  it('describes a benchmark job', async () => {
    const answer = { AIBenchmarkJobName: 'b', AIBenchmarkJobStatus: 'InProgress' };
    const api = fakeApi(() => answer);
    expect(await firstValueFrom(aiJobDescription(api, BENCHMARK_JOBS, 'b'))).deep.equal(answer);
    expect(api.calls[0]).deep.include({
      operation: 'describeAiBenchmarkJob',
      input: { AIBenchmarkJobName: 'b' },
    });
  });

  it('fails with the error of the call, and with what can not be decoded', async () => {
    const none = fakeApi(() => Promise.reject(new NotFoundError('none')));
    const describe = (api = none): Promise<unknown> =>
      failure(firstValueFrom(aiJobDescription(api, RECOMMENDATION_JOBS, 'a')));
    expect(await describe()).include({ code: 'NOT_FOUND' });
    expect(await describe(fakeApi(() => ({ ...wire, AIRecommendationJobStatus: null }))))
      .include({ code: 'DECODE' })
      .property('message')
      .match(/^job\.AIRecommendationJobStatus: /);
  });

  for (const name of [
    '',
    '-a',
    'a'.repeat(64),
    'ai-benchmark-job/a',
    'ai-recommendation-job/a/b',
    7 as never,
  ])
    it(`refuses the name ${JSON.stringify(name)} before any call`, async () => {
      const api = fakeApi(() => wire);
      const failed = await failure(firstValueFrom(aiJobDescription(api, RECOMMENDATION_JOBS, name)));
      expect(failed).include({ code: 'INVALID_INPUT', option: 'jobName' });
      expect(api.calls).empty;
    });

  it('ends its call with the subscription', () => {
    const api = fakeApi(never);
    aiJobDescription(api, RECOMMENDATION_JOBS, 'a').subscribe().unsubscribe();
    expect(api.calls[0]?.options.signal.aborted).equal(true);
  });
});
