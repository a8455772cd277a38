import { expect } from 'chai';
import type { WatchedJob } from '../../../src/core/event.js';
import { endedJobs } from '../../../src/live/fleet/endedJobs.js';

const job = (JobName: string, createdMs: number | undefined, Status = 'COMPLETED'): WatchedJob => ({
  JobName,
  Status,
  ...(createdMs !== undefined && { CreationTime: new Date(createdMs) }),
});
const list = (...jobs: readonly WatchedJob[]) => new Map(jobs.map(each => [each.JobName, each]));

describe('endedJobs', () => {
  it('counts running jobs as new, and before the first list no others', () => {
    const ended = endedJobs();
    for (const status of ['PENDING', 'IN_PROGRESS', 'STOPPING', 'SOMETHING_NEW'])
      expect(ended.isNew(job('a', 1_000, status), 0), status).equal(true);
    for (const status of ['COMPLETED', 'FAILED', 'STOPPED', 'DELETED', 'DELETING'])
      expect(ended.isNew(job('a', 1_000, status), 0), status).equal(false);
  });

  it('counts ended jobs as new that were created after all jobs of the first list', () => {
    const ended = endedJobs();
    ended.applyList(list(job('a', 5_000), job('b', 9_000), job('c', undefined)));
    ended.applyList(list(job('d', 90_000)));
    expect(ended.isNew(job('e', 9_000), 0)).equal(false);
    expect(ended.isNew(job('e', 9_001), 0)).equal(true);
    expect(ended.isNew(job('e', undefined), 0)).equal(false);
  });

  it('remembers an ended job however long nothing happens', () => {
    const ended = endedJobs();
    ended.applyList(list());
    ended.add(job('a', 5_345), 10);
    for (const at of [11, 3_600_001, 1e12]) {
      expect(ended.isNew(job('a', 5_345), at)).equal(false);
      expect(ended.isNew(job('a', 5_000), at)).equal(false);
    }
    expect(ended.isNew(job('a', 7_000), 11)).equal(true);
  });

  it('forgets the jobs that were created first, and counts none as old as those as new', () => {
    const ended = endedJobs();
    ended.applyList(list());
    for (let n = 1; n <= 2_500; n++) ended.add(job(`job-${n}`, 10_000 * n), 0);
    for (const n of [1, 499, 500, 501, 2_500])
      expect(ended.isNew(job(`job-${n}`, 10_000 * n), 1e9), `job-${n}`).equal(false);
    expect(ended.isNew(job('other', 10_000 * 500), 1e9)).equal(false);
    expect(ended.isNew(job('other', 10_000 * 500 + 1), 1e9)).equal(true);
  });
});
