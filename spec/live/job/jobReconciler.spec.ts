import { expect } from 'chai';
import type { WatchedJob } from '../../../src/core/event.js';
import { jobReconciler } from '../../../src/live/job/jobReconciler.js';
import { fullJob, fullSummary } from '../../support/jobs.js';

const at = (Status: string, seconds?: number): WatchedJob => ({
  JobName: 'job',
  Status,
  ...(seconds !== undefined && { LastModifiedTime: new Date(seconds * 1000) }),
});

/** The status that each answer leads to, `=` where nothing is told, `?` where it isn't believed. */
function follow(...answers: readonly WatchedJob[]): string {
  const ledger = jobReconciler('job');
  return answers
    .map(answer => {
      const { event, doubt } = ledger.described(answer);
      return doubt ? '?' : event === undefined ? '=' : event.job.Status;
    })
    .join(' ');
}

describe('jobReconciler', () => {
  it('tells of the job when it is first known, and then when it changes', () => {
    const ledger = jobReconciler('job');
    const [first, second] = [at('PENDING', 1), at('IN_PROGRESS', 2)];
    expect(ledger.described(first).event).deep.equal({ type: 'job', jobName: 'job', job: first });
    expect(ledger.described(at('PENDING', 1))).deep.equal({ doubt: false });
    expect(ledger.described(second).event).deep.equal({
      type: 'job',
      jobName: 'job',
      job: second,
      previous: first,
    });
    expect(ledger.job()).deep.equal(second);
  });

  it('believes a status that went back when two answers in a row say so', () => {
    expect(follow(at('IN_PROGRESS'), at('PENDING'), at('IN_PROGRESS'), at('PENDING'), at('PENDING'))).equal(
      'IN_PROGRESS ? = ? PENDING',
    );
  });

  it('believes an older time of the last change when two answers in a row have one', () => {
    expect(follow(at('IN_PROGRESS', 9), at('IN_PROGRESS', 8), at('STOPPING', 10))).equal(
      'IN_PROGRESS ? STOPPING',
    );
    expect(follow(at('IN_PROGRESS', 9), at('IN_PROGRESS', 8), at('IN_PROGRESS', 8))).equal(
      'IN_PROGRESS ? IN_PROGRESS',
    );
  });

  it('stays over when it is over', () => {
    const ledger = jobReconciler('job');
    ledger.described(at('STOPPING'));
    expect(ledger.isOver()).equal(false);
    ledger.described(at('COMPLETED'));
    expect(ledger.isOver()).equal(true);
    for (const Status of ['IN_PROGRESS', 'IN_PROGRESS', 'DELETING', 'ARCHIVED'])
      expect(ledger.described(at(Status))).deep.equal({ doubt: false });
    expect(ledger.described(at('DELETED')).event?.job.Status).equal('DELETED');
  });

  it('takes unknown statuses as they come', () => {
    expect(follow(at('PENDING'), at('ARCHIVED'), at('PENDING'))).equal('PENDING ARCHIVED PENDING');
  });

  it('keeps what only a listing says when it is described, and what only Describe says when it is listed', () => {
    const ledger = jobReconciler('job');
    ledger.mentioned(fullSummary);
    ledger.described(fullJob);
    expect(ledger.job()).deep.equal({ ...fullSummary, ...fullJob });
    expect(ledger.mentioned(fullSummary)).deep.equal({ doubt: false });
    expect(ledger.described(fullJob)).deep.equal({ doubt: false });
  });

  it('loses what Describe no longer says', () => {
    const ledger = jobReconciler('job');
    ledger.described({ ...at('IN_PROGRESS'), FailureReason: 'none yet' });
    ledger.described(at('IN_PROGRESS'));
    expect(ledger.job()).not.have.property('FailureReason');
  });

  it('is DELETED once it has vanished', () => {
    const ledger = jobReconciler('job');
    ledger.described(at('COMPLETED', 3));
    expect(ledger.vanished().event?.job).deep.equal(at('DELETED', 3));
    expect(ledger.vanished()).deep.equal({ doubt: false });
  });
});
