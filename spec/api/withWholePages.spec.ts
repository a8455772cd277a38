import { expect } from 'chai';
import { withWholePages } from '../../src/api/withWholePages.js';
import { callOptions, fakeApi } from '../support/fakeApi.js';
import { started, useTrace } from '../support/traceEvents.js';

const job = { JobName: 'my-job' };

describe('withWholePages', () => {
  const events = useTrace();

  it('takes an answer with Steps as it is, an empty list included', async () => {
    const page = { Steps: [], NextToken: 't' };
    const inner = fakeApi(() => page);
    expect(await withWholePages(inner).listSteps(job, callOptions())).equal(page);
    expect(inner.calls).length(1);
  });

  it('makes the same call once more where Steps are missing', async () => {
    const page = { Steps: [1] };
    const inner = fakeApi((_, index) => (index === 0 ? {} : page));
    const call = callOptions();
    expect(await withWholePages(inner).listSteps(job, call)).equal(page);
    expect(inner.calls).length(2);
    for (const { input, options } of inner.calls) expect([input, options]).deep.equal([job, call]);
    expect(events).empty;
  });

  it('reads a second answer without Steps as an empty page, and publishes a notice', async () => {
    const inner = fakeApi(() => ({ NextToken: 't' }));
    expect(await withWholePages(inner).listSteps(job, callOptions())).deep.equal({
      Steps: [],
      NextToken: 't',
    });
    expect(inner.calls).length(2);
    expect(started(events)).deep.equal([
      {
        kind: 'notice',
        code: 'NO_LIST',
        message: "Two answers for job 'my-job' had no Steps; taken for an empty page.",
      },
    ]);
  });

  it('does the same for the list of jobs', async () => {
    const page = { InferenceRecommendationsJobs: [1] };
    const healed = fakeApi((_, index) => (index === 0 ? {} : page));
    expect(await withWholePages(healed).listJobs({}, callOptions())).equal(page);
    const inner = fakeApi(() => ({}));
    const empty = { InferenceRecommendationsJobs: [] };
    expect(await withWholePages(inner).listJobs({}, callOptions())).deep.equal(empty);
    expect(inner.calls).length(2);
    const message = 'Two answers had no list of jobs; taken for an empty page.';
    expect(started(events)).deep.equal([{ kind: 'notice', code: 'NO_LIST', message }]);
  });

  for (const [name, member] of [
    ['listAiRecommendationJobs', 'AIRecommendationJobs'],
    ['listAiBenchmarkJobs', 'AIBenchmarkJobs'],
  ] as const)
    it(`does the same for ${name}`, async () => {
      const inner = fakeApi((_, index) => (index === 0 ? {} : { [member]: [index] }));
      expect(await withWholePages(inner)[name]({}, callOptions())).deep.equal({ [member]: [1] });
      const empty = fakeApi(() => ({ NextToken: 't' }));
      expect(await withWholePages(empty)[name]({}, callOptions())).deep.equal({
        NextToken: 't',
        [member]: [],
      });
      expect(empty.calls).length(2);
    });

  it('leaves Describe alone', () => {
    const inner = fakeApi(() => ({}));
    expect(withWholePages(inner).describeJob).equal(inner.describeJob);
  });
});
