import { expect } from 'chai';
import type { WatchedJob } from '../../../src/core/event.js';
import { jobReconciler } from '../../../src/live/job/jobReconciler.js';
import { fullJob, fullSummary } from '../../support/jobs.js';

const at = (Status: string, seconds?: number): WatchedJob => ({
  JobName: 'job',
  Status,
  ...(seconds !== undefined && { LastModifiedTime: new Date(seconds * 1000) }),
});

/** The status that each answer leads to, `=` where nothing is emitted, `?` where it isn't believed. */
function follow(...answers: readonly WatchedJob[]): string {
  const reconciler = jobReconciler('job');
  return answers
    .map(answer => {
      const { event, unconfirmed } = reconciler.applyDescription(answer);
      return unconfirmed ? '?' : event === undefined ? '=' : event.job.Status;
    })
    .join(' ');
}

describe('jobReconciler', () => {
  it('emits the job when it is first known, and then when it changes', () => {
    const reconciler = jobReconciler('job');
    const [first, second] = [at('PENDING', 1), at('IN_PROGRESS', 2)];
    expect(reconciler.applyDescription(first).event).deep.equal({ type: 'job', jobName: 'job', job: first });
    expect(reconciler.applyDescription(at('PENDING', 1))).deep.equal({ unconfirmed: false });
    expect(reconciler.applyDescription(second).event).deep.equal({
      type: 'job',
      jobName: 'job',
      job: second,
      previous: first,
    });
    expect(reconciler.job()).deep.equal(second);
  });

  it('applies an earlier status when two answers in a row have it', () => {
    expect(follow(at('IN_PROGRESS'), at('PENDING'), at('IN_PROGRESS'), at('PENDING'), at('PENDING'))).equal(
      'IN_PROGRESS ? = ? PENDING',
    );
  });

  it('applies an older time of the last change when two answers in a row have one', () => {
    expect(follow(at('IN_PROGRESS', 9), at('IN_PROGRESS', 8), at('STOPPING', 10))).equal(
      'IN_PROGRESS ? STOPPING',
    );
    expect(follow(at('IN_PROGRESS', 9), at('IN_PROGRESS', 8), at('IN_PROGRESS', 8))).equal(
      'IN_PROGRESS ? IN_PROGRESS',
    );
  });

  it('stays over when it is over, whatever follows an end', () => {
    const reconciler = jobReconciler('job');
    reconciler.applyDescription(at('STOPPING'));
    expect(reconciler.isOver()).equal(false);
    reconciler.applyDescription(at('COMPLETED'));
    expect(reconciler.isOver()).equal(true);
    for (const Status of ['DELETING', 'ARCHIVED', 'DELETING'])
      expect(reconciler.applyDescription(at(Status))).deep.equal({ unconfirmed: false });
    expect(reconciler.applyDescription(at('DELETED')).event?.job.Status).equal('DELETED');
  });

  it('runs again when two answers in a row say so, which no replica that lags can', () => {
    const reconciler = jobReconciler('job', 40_000);
    const statusAfter = (Status: string, seconds: number): string | undefined => {
      reconciler.applyDescription(at(Status), seconds * 1_000);
      return reconciler.job()?.Status;
    };
    statusAfter('COMPLETED', 0);
    for (const seconds of [10, 20, 39]) expect(statusAfter('IN_PROGRESS', seconds)).equal('COMPLETED');
    expect(statusAfter('IN_PROGRESS', 40)).equal('IN_PROGRESS');
    statusAfter('COMPLETED', 50);
    expect(statusAfter('IN_PROGRESS', 100)).equal('COMPLETED');
    expect(statusAfter('COMPLETED', 105)).equal('COMPLETED');
    expect(statusAfter('IN_PROGRESS', 110)).equal('COMPLETED');
  });

  it('takes the end that was reported before for one of a replica that lags', () => {
    const end = { ...at('FAILED', 9), CompletionTime: new Date(9_345) };
    const statusesAfter = (...answers: readonly (readonly [number, WatchedJob])[]) => {
      const reconciler = jobReconciler('job', 40_000, { reported: end });
      return answers.map(([seconds, answer]) => {
        reconciler.applyDescription(answer, seconds * 1_000);
        return reconciler.job()?.Status;
      });
    };
    const runs = at('IN_PROGRESS', 100);
    expect(statusesAfter([0, runs], [1, end], [2, { ...end, CompletionTime: new Date(9_000) }])).deep.equal([
      'IN_PROGRESS',
      'IN_PROGRESS',
      'IN_PROGRESS',
    ]);
    const later = { ...at('FAILED', 103), CompletionTime: new Date(103_000) };
    expect(statusesAfter([0, runs], [3, later])).deep.equal(['IN_PROGRESS', 'FAILED']);
    expect(statusesAfter([0, runs], [39, end], [41, end])).deep.equal([
      'IN_PROGRESS',
      'IN_PROGRESS',
      'FAILED',
    ]);
  });

  it('takes a later status whatever its time of the last change', () => {
    expect(follow(at('PENDING', 9), at('IN_PROGRESS', 5), at('COMPLETED', 1))).equal(
      'PENDING IN_PROGRESS COMPLETED',
    );
  });

  it('keeps times in milliseconds where an answer has the same ones in whole seconds', () => {
    const reconciler = jobReconciler('job');
    const times = (ms: number): Partial<WatchedJob> => ({
      CreationTime: new Date(5_000 + ms),
      LastModifiedTime: new Date(9_000 + ms),
    });
    reconciler.applyPartial({ ...at('IN_PROGRESS'), ...times(0) });
    expect(reconciler.applyDescription({ ...at('IN_PROGRESS'), ...times(345) }).event?.job).deep.include(
      times(345),
    );
    for (let i = 0; i < 3; i++)
      expect(reconciler.applyPartial({ ...at('IN_PROGRESS'), ...times(0) })).deep.equal({
        unconfirmed: false,
      });
    expect(reconciler.applyPartial({ ...at('COMPLETED'), ...times(0) }).event?.job).deep.include(times(345));
  });

  it('applies unknown statuses as they are', () => {
    expect(follow(at('PENDING'), at('ARCHIVED'), at('PENDING'))).equal('PENDING ARCHIVED PENDING');
  });

  it('keeps the fields of lists when it is described, and those of descriptions when it is listed', () => {
    const reconciler = jobReconciler('job');
    reconciler.applyPartial(fullSummary);
    reconciler.applyDescription(fullJob);
    expect(reconciler.job()).deep.equal({ ...fullSummary, ...fullJob });
    expect(reconciler.applyPartial(fullSummary)).deep.equal({ unconfirmed: false });
    expect(reconciler.applyDescription(fullJob)).deep.equal({ unconfirmed: false });
  });

  it('loses fields that the description no longer has', () => {
    const reconciler = jobReconciler('job');
    reconciler.applyDescription({ ...at('IN_PROGRESS'), FailureReason: 'none yet' });
    reconciler.applyDescription(at('IN_PROGRESS'));
    expect(reconciler.job()).not.have.property('FailureReason');
  });

  it('is DELETED once it is not found', () => {
    const reconciler = jobReconciler('job');
    reconciler.applyDescription(at('COMPLETED', 3));
    expect(reconciler.applyNotFound().event?.job).deep.equal(at('DELETED', 3));
    expect(reconciler.applyNotFound()).deep.equal({ unconfirmed: false });
  });
});
