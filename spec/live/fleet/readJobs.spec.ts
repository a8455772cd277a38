import { expect } from 'chai';
import type { ListJobsInput } from '../../../src/api/recommenderApi.js';
import { readFirstPage, readJobs, readNewerJobs } from '../../../src/live/fleet/readJobs.js';
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

describe('readNewerJobs', () => {
  const CreationTime = (n: number): number => 1_700_000_000 - n;
  const account = wireJobs(350).map((job, n) => ({ ...job, CreationTime: CreationTime(n) }));
  const createdAt = (n: number): Date => new Date(CreationTime(n) * 1_000);

  it('ends with the page that has an older job', async () => {
    const api = accountApi(account);
    const jobs = await readNewerJobs(api, {}, createdAt(120), signal);
    expect([jobs.size, api.calls.length]).deep.equal([200, 2]);
    const all = accountApi(account);
    expect((await readNewerJobs(all, {}, undefined, signal)).size).equal(350);
  });

  it('filters by itself, and ends with the first job that the filter excludes for its age', async () => {
    const api = accountApi(account);
    const filters = {
      nameContains: '7',
      creationTimeAfter: createdAt(80),
      creationTimeBefore: createdAt(16),
    };
    const names = [...(await readNewerJobs(api, filters, undefined, signal)).keys()];
    expect(names).deep.equal(['job-17', 'job-27', 'job-37', 'job-47', 'job-57', 'job-67', ...seventies]);
    expect(inputsOf(api)).deep.equal([{ SortBy: 'CreationTime', SortOrder: 'Descending', MaxResults: 100 }]);
  });

  it('hands out pages as they arrive', async () => {
    const sizes: number[] = [];
    await readNewerJobs(accountApi(account), {}, undefined, signal, jobs => sizes.push(jobs.size));
    expect(sizes).deep.equal([100, 100, 100, 50]);
  });
});

const seventies = Array.from({ length: 10 }, (_, n) => `job-7${n}`);

describe('readFirstPage', () => {
  it('reads one page, and answers whether that was all', async () => {
    const few = accountApi(wireJobs(100));
    const read = await readFirstPage(few, {}, signal);
    expect(read.whole).equal(true);
    expect(read.jobs.size).equal(100);
    const many = accountApi(wireJobs(101));
    expect((await readFirstPage(many, {}, signal)).whole).equal(false);
    expect(many.calls).length(1);
  });

  it('skips an empty page', async () => {
    const api = accountApi(wireJobs(3), [0, 1]);
    const { jobs, whole } = await readFirstPage(api, {}, signal);
    expect([jobs.size, whole]).deep.equal([3, true]);
  });

  it('is whole where there are no jobs', async () => {
    const { jobs, whole } = await readFirstPage(accountApi([]), {}, signal);
    expect([jobs.size, whole]).deep.equal([0, true]);
  });

  it('fails where tokens loop', async () => {
    const api = fakeApi(({ input }) => ({
      InferenceRecommendationsJobs: [],
      NextToken: (input as ListJobsInput).NextToken ?? 'again',
    }));
    const error: unknown = await readFirstPage(api, {}, signal).catch((error: unknown) => error);
    expect(error).property('code', 'TOKEN_LOOP');
  });
});
