import { expect } from 'chai';
import { JobFailedError } from '../../src/core/errors.js';
import type { WatchEvent } from '../../src/core/event.js';
import type { Status } from '../../src/core/status.js';
import { bestByCost } from '../../src/operators/bestByCost.js';
import { orFail } from '../../src/operators/orFail.js';
import { checkEventOperator } from '../support/eventOperator.js';
import { play } from '../support/play.js';
import { change, jobChanged, priced, synced } from '../support/steps.js';

const ended = (Status: Status, FailureReason?: string): WatchEvent => ({
  type: 'done',
  jobName: 'job',
  job: { JobName: 'job', Status, ...(FailureReason !== undefined && { FailureReason }) },
});

describe('orFail', () => {
  const event = change('added', priced('a', 1));
  checkEventOperator(orFail, { event, result: event });

  for (const Status of ['FAILED', 'STOPPED']) {
    it(`fails in place of done where the job is ${Status}`, () => {
      const { emitted, error } = play([synced, event, ended(Status)], orFail());
      expect(emitted).deep.equal([synced, event]);
      expect(error).instanceOf(JobFailedError).include({ code: 'JOB_FAILED' });
      expect(error).nested.include({ 'job.Status': Status, message: `Job 'job' ended as ${Status}.` });
    });
  }

  it('has the reason in its message', () => {
    expect(play([ended('FAILED', 'out of capacity')], orFail()).error).property(
      'message',
      "Job 'job' ended as FAILED: out of capacity",
    );
  });

  for (const Status of ['COMPLETED', 'DELETED', 'ARCHIVED']) {
    it(`lets the end of a job that is ${Status} pass`, () => {
      const events = [event, ended(Status)];
      expect(play(events, orFail())).deep.equal({ emitted: events, completed: true });
    });
  }

  it('lets a job that fails pass before its end', () => {
    const failed = { ...jobChanged, job: { JobName: 'job', Status: 'FAILED' } };
    expect(play([failed], orFail()).emitted).deep.equal([failed]);
  });

  it('emits the best completed steps before the failure', () => {
    const { emitted, error } = play([event, ended('FAILED')], source =>
      (source as never as ReturnType<ReturnType<typeof orFail>>).pipe(orFail(), bestByCost()),
    );
    expect(emitted).deep.equal([event.step]);
    expect(error).include({ code: 'JOB_FAILED' });
  });
});
