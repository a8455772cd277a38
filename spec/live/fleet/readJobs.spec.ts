import { expect } from 'chai';
import type { ListJobsInput } from '../../../src/api/recommenderApi.js';
import { readJobs, readNewest } from '../../../src/live/fleet/readJobs.js';
import { fakeApi, inputsOf } from '../../support/fakeApi.js';
import { accountApi, fullSummary, fullWireSummary, wireJobs } from '../../support/jobs.js';

const { signal } = new AbortController();

describe('readJobs', () => {
  it('decodes the jobs of every page, by name', async () => {
    const jobs = await readJobs(accountApi(wireJobs(250)), {}, signal);
    expect(jobs.size).equal(250);
    expect(jobs.get('job-249')).deep.equal({ ...fullSummary, JobName: 'job-249' });
  });

  it('lists with the filters, newest first, in the background', async () => {
    const api = accountApi([]);
    await readJobs(api, { status: 'PENDING', nameContains: 'a' }, signal);
    const order = { SortBy: 'CreationTime', SortOrder: 'Descending' };
    expect(inputsOf(api)).deep.equal([
      { StatusEquals: 'PENDING', NameContains: 'a', MaxResults: 100, ...order },
    ]);
    expect(api.calls[0]?.options.priority).equal('background');
  });

  it('keeps the later of two entries of a job', async () => {
    const jobs = [fullWireSummary, { ...fullWireSummary, Status: 'COMPLETED' }];
    const read = await readJobs(accountApi(jobs), {}, signal);
    expect([...read.values()].map(({ Status }) => Status)).deep.equal(['COMPLETED']);
  });

  it('keeps name and status of a job that can’t be decoded, and skips one without', async () => {
    const bad = { ...fullWireSummary, LastModifiedTime: 'soon' };
    const api = accountApi([bad, { ...bad, JobName: 7 }, { JobName: 'a' }, null, 'b']);
    expect([...(await readJobs(api, {}, signal)).values()]).deep.equal([
      { JobName: 'job', Status: 'FAILED' },
    ]);
  });
});

describe('readNewest', () => {
  it('reads one page, and answers whether that was all', async () => {
    const few = accountApi(wireJobs(100));
    const read = await readNewest(few, {}, signal);
    expect(read.whole).equal(true);
    expect(read.jobs.size).equal(100);
    const many = accountApi(wireJobs(101));
    expect((await readNewest(many, {}, signal)).whole).equal(false);
    expect(many.calls).length(1);
  });

  it('skips an empty page', async () => {
    const api = accountApi(wireJobs(3), [0, 1]);
    const { jobs, whole } = await readNewest(api, {}, signal);
    expect([jobs.size, whole]).deep.equal([3, true]);
  });

  it('is whole where there are no jobs', async () => {
    const { jobs, whole } = await readNewest(accountApi([]), {}, signal);
    expect([jobs.size, whole]).deep.equal([0, true]);
  });

  it('fails where tokens loop', async () => {
    const api = fakeApi(({ input }) => ({
      InferenceRecommendationsJobs: [],
      NextToken: (input as ListJobsInput).NextToken ?? 'again',
    }));
    const error: unknown = await readNewest(api, {}, signal).catch((error: unknown) => error);
    expect(error).property('code', 'TOKEN_LOOP');
  });
});
