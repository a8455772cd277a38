import { expect } from 'chai';
import type { WatchedJob } from '../../src/core/event.js';
import { fetchJobs, firstJob, type JobChoice } from '../../src/page/jobList.js';
import { jobGroups } from '../../src/page/jobGroups.js';

const job = (JobName: string, Status = 'COMPLETED', at = 0): WatchedJob => ({
  JobName,
  Status,
  CreationTime: new Date(at),
});
const ai = 'ai-recommendation-job/a';
const bench = 'ai-benchmark-job/a';

describe('the list of jobs on the page', () => {
  /** Answers by address; an address without an answer can't be reached. */
  const fetched = async (
    answers: Readonly<Record<string, unknown>>,
  ): Promise<readonly [JobChoice, string[]]> => {
    const asked: string[] = [];
    const choice = await fetchJobs(address => {
      asked.push(address);
      const answer = answers[address];
      if (answer === undefined) return Promise.reject(new Error('no network'));
      return Promise.resolve(Response.json(answer, { status: 'code' in (answer as object) ? 502 : 200 }));
    });
    return [choice, asked];
  };

  it('is asked for once where the gateway lists classic jobs alone', async () => {
    const [choice, asked] = await fetched({ jobs: { jobs: [] } });
    expect(choice).deep.equal({ kind: 'jobs', kinds: undefined, jobs: [], unlisted: new Map() });
    expect(asked).deep.equal(['jobs']);
  });

  it('has the lists of further kinds, and says which of them can’t be had; unknown kinds are left out', async () => {
    const [choice, asked] = await fetched({
      jobs: { jobs: [], kinds: ['classic', 'recommendation', 'benchmark', 'later'] },
      'jobs?kind=recommendation': { kind: 'recommendation', jobs: [{ JobName: ai, Status: 'IN_PROGRESS' }] },
      'jobs?kind=benchmark': { code: 'UNABLE', message: 'No right.' },
    });
    expect(asked).deep.equal(['jobs', 'jobs?kind=recommendation', 'jobs?kind=benchmark']);
    expect(choice).deep.include({
      jobs: [{ JobName: ai, Status: 'IN_PROGRESS' }],
      unlisted: new Map([['benchmark', 'No right.']]),
    });
  });

  it('is why there is none where the first can’t be had, and of the expected form', async () => {
    expect((await fetched({}))[0]).include({ kind: 'failed', message: 'The server can not be reached.' });
    expect((await fetched({ jobs: { nothing: 1 } }))[0]).include({ kind: 'failed' });
    expect((await fetched({ jobs: { code: 'BUSY', message: 'Busy.' } }))[0]).include({ message: 'Busy.' });
  });

  it('begins with the newest that runs, of either generation, and with benchmark jobs last', () => {
    expect(firstJob([])).undefined;
    expect(
      firstJob([job('old', 'IN_PROGRESS', 1), job(ai, 'IN_PROGRESS', 2), job('ended', 'FAILED', 3)]),
    ).equal(ai);
    expect(firstJob([job('new', 'COMPLETED', 3), job(ai, 'FAILED', 2), job(bench, 'IN_PROGRESS', 9)])).equal(
      'new',
    );
    expect(firstJob([job(bench)])).equal(bench);
  });

  it('has headings where it has several kinds, and plain names', () => {
    expect(jobGroups({ jobs: [job('a'), job('b', 'FAILED')], none: 'no other job' }, 'c')).deep.equal([
      { options: [['', 'no other job']] },
      {
        options: [
          ['c', 'c'],
          ['a', 'a (completed)'],
          ['b', 'b (failed)'],
        ],
      },
    ]);
    const unlisted = new Map([['benchmark', 'No right.'] as const]);
    expect(jobGroups({ jobs: [job('a'), job(ai, 'IN_PROGRESS')], unlisted }, ai)).deep.equal([
      { label: 'Inference Recommender jobs', options: [['a', 'a (completed)']], note: undefined },
      { label: 'AI recommendation jobs', options: [[ai, 'a (running)']], note: undefined },
      { label: 'AI benchmark jobs', options: [], note: 'can’t be listed: No right.' },
    ]);
    expect(jobGroups({ jobs: [] }, undefined)).deep.equal([]);
  });
});
