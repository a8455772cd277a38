import { expect } from 'chai';
import { expectTypeOf } from 'expect-type';
import { concat, EMPTY, NEVER, of, throwError, type Observable } from 'rxjs';
import { NetworkError } from '../../src/core/errors.js';
import type { JobsPage, StepsPage } from '../../src/core/page.js';
import { jobPages } from '../../src/paging/jobPages.js';
import { stepPages } from '../../src/paging/stepPages.js';
import { toFullResult, type FullJobs, type FullSteps } from '../../src/paging/toFullResult.js';
import { jobApi } from '../support/fakeApi.js';
import { failure } from '../support/failure.js';
import { accountApi, wireJobs } from '../support/jobs.js';
import { page } from '../support/steps.js';

const steps = Array.from({ length: 12 }, (_, n) => `step ${n}`);

describe('toFullResult', () => {
  it('has all steps, and no token at the end', async () => {
    const full = await toFullResult(stepPages(jobApi(steps, [1]), 'my-job', { pageSize: 5 }));
    expect(full).deep.equal({ steps });
  });

  it('has a page of any size', async () => {
    const many = Array.from({ length: 200_000 }, (_, n) => n);
    const full = await toFullResult(of({ jobName: 'my-job', index: 0, steps: many }));
    expect(full.steps).length(many.length);
  });

  it('has the checkpoint of the last page where more is left', async () => {
    const filters = { pageSize: 5, maxItems: 7 };
    const { resumeToken, ...first } = await toFullResult(stepPages(jobApi(steps), 'my-job', filters));
    expect(first).deep.equal({ steps: steps.slice(0, 7) });
    const rest = await toFullResult(stepPages(jobApi(steps), 'my-job', { startingToken: resumeToken }));
    expect(rest).deep.equal({ steps: steps.slice(7) });
  });

  it('has all jobs, decoded', async () => {
    const api = accountApi(wireJobs(12), [1]);
    const { jobs, resumeToken } = await toFullResult(jobPages(api, { pageSize: 5, maxItems: 8 }));
    expect(jobs.map(job => job.JobName)).deep.equal(wireJobs(8).map(job => job.JobName));
    expect(jobs[0]?.CreationTime).instanceOf(Date);
    const rest = await toFullResult(jobPages(api, { startingToken: resumeToken }));
    expect(rest.jobs).length(4);
    expect(rest).keys('jobs');
  });

  it('has no steps of a listing of empty pages, and the token of one that goes on', async () => {
    expect(await toFullResult(of(page([]), page([])))).deep.equal({ steps: [] });
    expect(await toFullResult(of(page([], { resumeToken: 'r' })))).deep.equal({
      steps: [],
      resumeToken: 'r',
    });
    expect(await toFullResult(of({ index: 0, jobs: [] } as JobsPage))).deep.equal({ jobs: [] });
  });

  it('has both lists, empty, where no page shows which of the two it is', async () => {
    expect(await toFullResult(jobPages(accountApi(wireJobs(3)), { maxItems: 0 }))).deep.equal({
      steps: [],
      jobs: [],
    });
    expect((await toFullResult(EMPTY)).steps).empty;
  });

  it('fails with the error of the stream, with its resumeToken', async () => {
    const reset = new NetworkError('reset', { resumeToken: 'here' });
    const failing = concat(
      of(page(['a'])),
      throwError(() => reset),
    );
    expect(await failure(toFullResult(failing))).equal(reset);
  });

  it('knows by the pages what it gives', () => {
    expectTypeOf(toFullResult(NEVER as Observable<StepsPage>)).toEqualTypeOf<Promise<FullSteps>>();
    expectTypeOf(toFullResult(NEVER as Observable<JobsPage>)).toEqualTypeOf<Promise<FullJobs>>();
    expectTypeOf<FullSteps>().toEqualTypeOf<{
      readonly steps: readonly unknown[];
      readonly resumeToken?: string;
    }>();
    const words$: Observable<string> = NEVER;
    // @ts-expect-error a stream of something else
    void toFullResult(words$);
  });
});
