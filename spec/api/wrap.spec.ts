import { expect } from 'chai';
import { wrap, type Call } from '../../src/api/wrap.js';
import { callOptions, fakeApi } from '../support/fakeApi.js';

describe('wrap', () => {
  it('wraps each operation, and says which it is', async () => {
    const seen: Call[] = [];
    const inner = fakeApi(({ operation }) => `${operation} answered`);
    const api = wrap((call, next) => {
      seen.push(call);
      return next(call.options);
    })(inner);
    const options = callOptions();
    expect(await api.listSteps({ JobName: 'a' }, options)).equal('listSteps answered');
    expect(await api.describeJob({ JobName: 'b' }, options)).equal('describeJob answered');
    expect(await api.listJobs({ NameContains: 'c' }, options)).equal('listJobs answered');
    expect(seen).deep.equal([
      { operation: 'listSteps', jobName: 'a', options },
      { operation: 'describeJob', jobName: 'b', options },
      { operation: 'listJobs', jobName: undefined, options },
    ]);
    expect(inner.calls).deep.equal([
      { operation: 'listSteps', input: { JobName: 'a' }, options },
      { operation: 'describeJob', input: { JobName: 'b' }, options },
      { operation: 'listJobs', input: { NameContains: 'c' }, options },
    ]);
  });

  it('names the job of a call as events do, in each generation', async () => {
    const seen: (string | undefined)[] = [];
    const api = wrap((call, next) => {
      seen.push(call.jobName);
      return next(call.options);
    })(fakeApi(() => ({})));
    await api.listAiRecommendationJobs({}, callOptions());
    await api.describeAiRecommendationJob({ AIRecommendationJobName: 'a' }, callOptions());
    await api.listAiBenchmarkJobs({ NameContains: 'b' }, callOptions());
    await api.describeAiBenchmarkJob({ AIBenchmarkJobName: 'a' }, callOptions());
    await api.getScaling({ InferenceRecommendationsJobName: 'a' }, callOptions());
    expect(seen).deep.equal([undefined, 'ai-recommendation-job/a', undefined, 'ai-benchmark-job/a', 'a']);
  });

  it('wraps the operations that a port has, and leaves its other members as they are', async () => {
    const calls: Call[] = [];
    const { describeJob } = fakeApi(() => 'described');
    const other = (): string => 'other';
    const api = wrap((call, next) => {
      calls.push(call);
      return next(call.options);
    })({ describeJob, other });
    expect(Object.keys(api)).deep.equal(['describeJob', 'other']);
    expect(api.other).equal(other);
    expect(await api.describeJob({ JobName: 'a' }, callOptions())).equal('described');
    expect(calls).length(1);
  });

  it('may make the call several times, each with options of its own', async () => {
    const inner = fakeApi((_, index) => index);
    const api = wrap(async ({ options }, next) => {
      await next({ ...options, attempt: 1 });
      return next({ ...options, attempt: 2 });
    })(inner);
    expect(await api.describeJob({ JobName: 'job' }, callOptions())).equal(1);
    expect(inner.calls.map(({ options }) => options.attempt)).deep.equal([1, 2]);
  });
});
