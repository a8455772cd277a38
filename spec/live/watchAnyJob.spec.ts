import { expect } from 'chai';
import type { WatchEvent } from '../../src/core/event.js';
import { sharedWatches } from '../../src/live/sharedWatches.js';
import { watchAnyJob } from '../../src/live/watchAnyJob.js';
import { fakeApi, type FakeApi } from '../support/fakeApi.js';
import { fullWireJob } from '../support/jobs.js';
import { virtualTime } from '../support/virtualTime.js';

const answers: Readonly<Record<string, object>> = {
  describeJob: { ...fullWireJob, JobName: 'nightly', Status: 'IN_PROGRESS' },
  listSteps: { Steps: [] },
  listJobs: { InferenceRecommendationsJobs: [] },
  describeAiRecommendationJob: { AIRecommendationJobStatus: 'InProgress' },
  describeAiBenchmarkJob: { AIBenchmarkJobStatus: 'InProgress' },
};
const service = (): FakeApi => fakeApi(({ operation }) => answers[operation]);

const CASES = [
  ['nightly', 'describeJob', 'nightly'],
  ['inference-recommendations-job/nightly', 'describeJob', 'nightly'],
  ['ai-recommendation-job/nightly', 'describeAiRecommendationJob', 'ai-recommendation-job/nightly'],
  ['ai-benchmark-job/nightly', 'describeAiBenchmarkJob', 'ai-benchmark-job/nightly'],
] as const;

describe('watchAnyJob', () => {
  for (const [name, operation, jobName] of CASES)
    it(`follows ${name} by ${operation}, alone and shared`, async () => {
      for (const isShared of [false, true]) {
        const api = service();
        const time = virtualTime();
        const watch = (job: string, options?: object) => watchAnyJob(api, time, job, options);
        const shared = sharedWatches(watch, time);
        const events: WatchEvent[] = [];
        const follow = isShared ? shared.shared$ : watch;
        const subscription = follow(name).subscribe(event => events.push(event));
        await time.pass(0);
        expect(api.calls[0]).include({ operation });
        expect(events[0]).deep.include({ type: 'job', jobName });
        if (isShared) expect(shared.jobOf(jobName)).include({ JobName: jobName, Status: 'IN_PROGRESS' });
        subscription.unsubscribe();
        expect(shared.jobOf(jobName)).undefined;
        await time.pass(0);
        expect(time.timers()).equal(0);
      }
    });

  it('has one poller for each job, whichever form its name has', async () => {
    const api = service();
    const time = virtualTime();
    const { shared$, size } = sharedWatches((job, options) => watchAnyJob(api, time, job, options), time);
    const readers = CASES.map(([name]) => shared$(name).subscribe());
    expect(size()).equal(3);
    for (const reader of readers) reader.unsubscribe();
    expect(size()).equal(0);
  });

  it('checks name and options of each kind at subscription', () => {
    const api = service();
    const time = virtualTime();
    const { shared$ } = sharedWatches((job, options) => watchAnyJob(api, time, job, options), time);
    const failed = (name: string, options?: object): unknown => {
      let error: unknown;
      shared$(name, options).subscribe({ error: (failure: unknown) => (error = failure) });
      return error;
    };
    const arn = 'arn:aws:sagemaker:eu-west-1:123456789012:ai-recommendation-job/a';
    for (const name of ['', 'a/b', arn, 7 as never])
      expect(failed(name)).include({ code: 'INVALID_INPUT', option: 'jobName' });
    const options = { staleAfterMs: 60_000 };
    expect(failed('ai-recommendation-job/a', options)).include({ option: 'watch.staleAfterMs' });
    expect(api.calls).empty;
  });
});
