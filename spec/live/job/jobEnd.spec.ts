import { expect } from 'chai';
import type { WatchedJob } from '../../../src/core/event.js';
import { isEnd, jobEnd } from '../../../src/live/job/jobEnd.js';
import { fullSummary } from '../../support/jobs.js';

const ended = (CompletionMs: number | undefined, modifiedMs = 9_000, Status = 'FAILED'): WatchedJob => ({
  JobName: 'job',
  Status,
  LastModifiedTime: new Date(modifiedMs),
  ...(CompletionMs !== undefined && { CompletionTime: new Date(CompletionMs) }),
});

describe('jobEnd', () => {
  it('has the status and the times of a job alone', () => {
    expect(jobEnd(fullSummary)).all.keys('Status', 'CreationTime', 'CompletionTime', 'LastModifiedTime');
    expect(jobEnd({ JobName: 'job', Status: 'FAILED' })).deep.equal({ Status: 'FAILED' });
  });

  it('is that of the same status and completion, in whole seconds, whatever was changed since', () => {
    const end = jobEnd(ended(5_345));
    expect(isEnd(ended(5_000, 99_000), end)).equal(true);
    expect(isEnd(ended(6_345), end)).equal(false);
    expect(isEnd(ended(5_345, 9_000, 'COMPLETED'), end)).equal(false);
  });

  it('is that of the same last change where no completion is known', () => {
    const end = jobEnd(ended(undefined, 9_000));
    expect(isEnd(ended(undefined, 9_000), end)).equal(true);
    expect(isEnd(ended(undefined, 10_000), end)).equal(false);
  });
});
