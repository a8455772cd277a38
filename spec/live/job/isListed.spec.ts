import { expect } from 'chai';
import { AccessDeniedError, NetworkError, NotFoundError } from '../../../src/core/errors.js';
import { isListed } from '../../../src/live/job/isListed.js';
import { callOptions, fakeApi, inputsOf, type FakeApi } from '../../support/fakeApi.js';
import { failure } from '../../support/failure.js';

const { signal } = callOptions();
const JOB = { JobName: 'job', Status: 'IN_PROGRESS', CreationTime: new Date(100_000) };

/** A service whose two lists answer this; an error is thrown. */
const lists = (jobs: unknown, steps: unknown): FakeApi =>
  fakeApi(({ operation }) => {
    const answer = operation === 'listJobs' ? jobs : steps;
    if (answer instanceof Error) throw answer;
    return answer;
  });
const jobs = (...names: readonly string[]) => ({
  InferenceRecommendationsJobs: names.map(JobName => ({ JobName, Status: 'IN_PROGRESS' })),
});
const gone = new NotFoundError('gone');

describe('isListed', () => {
  it('is true where the list of jobs or that of its steps shows the job', async () => {
    expect(await isListed(lists(jobs('job-2', 'job'), gone), JOB, signal)).equal(true);
    expect(await isListed(lists(jobs('job-2'), { Steps: [] }), JOB, signal)).equal(true);
    expect(await isListed(lists(jobs('job-2'), gone), JOB, signal)).equal(false);
  });

  it('asks for jobs of its name and creation time, and for one step', async () => {
    const api = lists(jobs(), gone);
    await isListed(api, JOB, signal);
    expect(inputsOf(api)).deep.equal([
      {
        CreationTimeAfter: new Date(98_000),
        CreationTimeBefore: new Date(102_000),
        NameContains: 'job',
        SortBy: 'CreationTime',
        SortOrder: 'Descending',
        MaxResults: 100,
      },
      { JobName: 'job', MaxResults: 1 },
    ]);
    expect(api.calls.every(({ options }) => options.priority === 'background')).equal(true);
  });

  it('is false where the list shows it as DELETED', async () => {
    const deleted = { InferenceRecommendationsJobs: [{ JobName: 'job', Status: 'DELETED' }] };
    expect(await isListed(lists(deleted, gone), JOB, signal)).equal(false);
  });

  it('takes a list that may not be read for one that shows nothing, and fails otherwise', async () => {
    expect(await isListed(lists(new AccessDeniedError('no'), gone), JOB, signal)).equal(false);
    const api = lists(new NetworkError('reset'), gone);
    expect(await failure(isListed(api, JOB, signal))).include({ code: 'NETWORK' });
  });
});
