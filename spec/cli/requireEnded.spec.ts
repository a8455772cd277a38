import { expect } from 'chai';
import { exitCodeOf } from '../../src/cli/process/exitCodes.js';
import { JobStateError, requireEnded } from '../../src/cli/requireEnded.js';
import { KNOWN_STATUSES } from '../../src/core/status.js';
import { connect, type Recommender } from '../../src/recommender.js';
import { fakeRecommender } from '../../src/testing/index.js';
import { failure } from '../support/failure.js';

describe('requireEnded', () => {
  const fake = fakeRecommender({ jobs: [{ name: 'job', steps: 2 }] });
  let recommender: Recommender;
  let said: string;
  const stderr = {
    write: (text: string | Uint8Array): boolean => {
      said += String(text);
      return true;
    },
  };
  before(() => {
    recommender = connect({ client: fake, quota: { perSecond: Infinity } });
  });
  after(() => recommender.close());
  beforeEach(() => {
    said = '';
  });
  const set = (Status: string, FailureReason = ''): void => fake.editJob('job', { Status, FailureReason });

  it('answers with a job that has COMPLETED, and says nothing', async () => {
    set('COMPLETED');
    expect(await requireEnded(recommender, 'job', {}, stderr)).include({
      JobName: 'job',
      Status: 'COMPLETED',
    });
    expect(said).equal('');
  });

  for (const status of [...KNOWN_STATUSES, 'SOME_NEW_ONE'].filter(one => one !== 'COMPLETED'))
    it(`refuses a job that is ${status}, and takes it with --partial`, async () => {
      set(status, 'Out of luck.');
      const ended = ['FAILED', 'STOPPED', 'DELETED'].includes(status);
      const error = await failure(requireEnded(recommender, 'job', {}, stderr));
      expect(error)
        .instanceOf(JobStateError)
        .include({ code: ended ? 'JOB_NOT_COMPLETED' : 'JOB_RUNNING' });
      expect((error as Error).message)
        .match(new RegExp(`^job 'job' is ${status} \\(Out of luck\\)[;,] `))
        .contain('--partial');
      expect(exitCodeOf(error)).equal(ended ? 2 : 1);
      expect(said).equal('');

      const job = await requireEnded(recommender, 'job', { partial: true }, stderr);
      expect(job.Status).equal(status);
      expect(said).equal(
        `stepstream: job 'job' is ${status} (Out of luck): only the steps that it has count\n`,
      );
    });

  it('says no reason where there is none', async () => {
    set('STOPPED');
    await requireEnded(recommender, 'job', { partial: true }, stderr);
    expect(said).match(/^stepstream: job 'job' is STOPPED: /);
  });

  it('hands on what else goes wrong', async () => {
    expect(await failure(requireEnded(recommender, 'nobody', { partial: true }, stderr))).include({
      code: 'NOT_FOUND',
    });
  });
});
