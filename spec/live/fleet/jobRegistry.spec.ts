import { expect } from 'chai';
import type { WatchedJob } from '../../../src/core/event.js';
import { newMember, type Member } from '../../../src/live/fleet/fleetMember.js';
import { jobRegistry, type JobRegistry } from '../../../src/live/fleet/jobRegistry.js';
import { fakeApi } from '../../support/fakeApi.js';
import { fullSummary } from '../../support/jobs.js';
import { virtualTime, type VirtualTime } from '../../support/virtualTime.js';

/** The service's time, which is far from ours. */
const T = Date.UTC(2030, 0, 1);

/** A job of a list: created at T, changed so many milliseconds after it. */
function job(JobName: string, changedMs: number, more: Partial<WatchedJob> = {}): WatchedJob {
  const { CompletionTime: _, FailureReason: _f, ...summary } = fullSummary;
  const times = { CreationTime: new Date(T), LastModifiedTime: new Date(T + changedMs) };
  return { ...summary, JobName, Status: 'IN_PROGRESS', ...times, ...more };
}

interface Rolled {
  readonly time: VirtualTime;
  readonly roll: JobRegistry;
  readonly distrusted: readonly string[];
  readonly list: (jobs: readonly WatchedJob[], all?: boolean) => boolean;
  readonly member: (name: string) => Member | undefined;
}

function rolled(): Rolled {
  const time = virtualTime();
  const distrusted: string[] = [];
  const api = fakeApi(() => ({ Steps: [] }));
  const roll = jobRegistry({
    now: time.monotonic,
    isLeft: () => false,
    join: name => newMember(api, time, name, 1e9, () => undefined),
    onDistrust: ({ follower }) => distrusted.push(follower.jobName),
  });
  return {
    time,
    roll,
    distrusted,
    list: (jobs, all = false) =>
      roll.take(new Map(jobs.map(job => [job.JobName, job])), time.monotonic(), all),
    member: name => [...roll.members()].find(({ follower }) => follower.jobName === name),
  };
}

describe('jobRegistry: members', () => {
  it('are those who run when the first list comes', () => {
    const { list, roll } = rolled();
    const statuses = [
      'PENDING',
      'IN_PROGRESS',
      'STOPPING',
      'SOMETHING_NEW',
      'COMPLETED',
      'FAILED',
      'DELETING',
    ];
    expect(
      list(
        statuses.map(Status => job(Status, 0, { Status })),
        true,
      ),
    ).equal(true);
    const names = [...roll.members()].map(({ follower }) => follower.jobName);
    expect(names).deep.equal(['PENDING', 'IN_PROGRESS', 'STOPPING', 'SOMETHING_NEW']);
  });

  it('are due at once, and haven’t moved', () => {
    const { list, member } = rolled();
    list([job('a', 500)], true);
    expect(member('a')).include({ dueAt: 0, movedAt: Infinity, trusted: true, modifiedAt: T + 500 });
  });

  it('are those too who have begun and ended since', () => {
    const { list, member } = rolled();
    list([job('old', 60_000, { Status: 'COMPLETED' })], true);
    const CreationTime = new Date(T + 60_001);
    list([job('old', 61_000, { Status: 'FAILED' }), job('new', 61_000, { CreationTime, Status: 'FAILED' })]);
    expect(member('old')).equal(undefined);
    expect(member('new')).not.equal(undefined);
  });

  it('are all who ended since an account without jobs', () => {
    const { list, member } = rolled();
    list([], true);
    list([job('a', 0, { Status: 'COMPLETED' })], true);
    expect(member('a')).not.equal(undefined);
  });

  it('don’t come back once they have left, unless as another job of the name', async () => {
    const { list, member, roll, time } = rolled();
    list([job('a', 0), job('b', 0)], true);
    roll.leave(member('a')!);
    list([job('a', 900), job('b', 0)], true);
    expect(member('a')).equal(undefined);
    await time.pass(600_000);
    list([job('a', 901, { Status: 'COMPLETED' })]);
    expect(member('a')).equal(undefined);
    list([job('a', 902, { CreationTime: new Date(T + 600_000) })]);
    expect(member('a')).not.equal(undefined);
  });

  it('who ended long ago don’t come back when somebody touches them', async () => {
    const { list, member, roll, time } = rolled();
    list([job('a', 0)], true);
    list([job('a', 1), job('b', 2, { CreationTime: new Date(T + 1) })]);
    roll.leave(member('b')!);
    await time.pass(2 * 3_600_000);
    list([job('c', 7_200_000)]);
    list([job('b', 7_200_001, { CreationTime: new Date(T + 1), Status: 'STOPPED' })]);
    expect(member('b')).equal(undefined);
  });
});

describe('jobRegistry: what a list tells', () => {
  it('is that a job moved, when the time of its last change is another', () => {
    const { list, member } = rolled();
    list([job('a', 5)], true);
    expect(list([job('a', 5)])).equal(false);
    expect(member('a')!.movedAt).equal(Infinity);
    expect(list([job('a', 6)])).equal(true);
    expect(member('a')).include({ movedAt: 0, modifiedAt: T + 6 });
  });

  it('may be only the half of what a whole second brings', async () => {
    const { list, member, time } = rolled();
    list([job('a', 5)], true);
    await time.pass(250);
    list([job('a', 3_000)]);
    expect(member('a')).include({ movedAt: 1_250, steadyAt: 1_250 });
    await time.pass(250);
    // Who waits already isn't put off by one more change.
    list([job('a', 4_000)]);
    expect(member('a')).include({ movedAt: 1_250, steadyAt: 1_500 });
  });

  it('is that a job is over: then it is due at once', async () => {
    const { list, member, time } = rolled();
    list([job('a', 5)], true);
    member('a')!.dueAt = Infinity;
    await time.pass(50);
    list([job('a', 6, { Status: 'COMPLETED' })]);
    expect(member('a')!.dueAt).equal(50);
    member('a')!.dueAt = 900;
    list([job('a', 7, { Status: 'COMPLETED' })]);
    expect(member('a')!.dueAt).equal(900);
  });

  it('isn’t believed where it is older than what is known: the job itself is asked for', () => {
    const { list, member } = rolled();
    list([job('a', 500)], true);
    member('a')!.dueAt = Infinity;
    expect(list([job('a', 400)])).equal(false);
    expect(member('a')).include({ askJob: true, dueAt: 0, movedAt: Infinity, modifiedAt: T + 500 });
  });

  it('is believed where it is older twice, as when the service’s clock was set back', () => {
    const { list, member } = rolled();
    list([job('a', 500)], true);
    list([job('a', 400)]);
    expect(member('a')!.follower.job()?.LastModifiedTime).deep.equal(new Date(T + 500));
    member('a')!.askJob = false;
    list([job('a', 400)]);
    expect(member('a')!.follower.job()?.LastModifiedTime).deep.equal(new Date(T + 400));
  });

  it('isn’t believed where a status goes back: the job itself is asked for', () => {
    const { list, member } = rolled();
    list([job('a', 5)], true);
    list([job('a', 6, { Status: 'PENDING' })]);
    expect(member('a')!.follower.job()?.Status).equal('IN_PROGRESS');
    expect(member('a')).include({ askJob: true, dueAt: 0 });
  });

  it('isn’t trusted about a job of which a look found more', async () => {
    const { list, member, distrusted, time } = rolled();
    list([job('a', 5), job('b', 5)], true);
    await time.pass(10);
    member('a')!.suspectedAt = 10;
    member('b')!.suspectedAt = 10;
    list([]); // Asked for no later than the look: it says nothing.
    expect(distrusted).deep.equal([]);
    await time.pass(10);
    list([job('b', 6)]);
    expect(distrusted).deep.equal(['a']);
    expect(member('a')).include({ trusted: false, suspectedAt: undefined });
    expect(member('b')).include({ trusted: true, suspectedAt: undefined });
  });

  it('isn’t trusted about a job that changes under the same time, nor about one without a time', () => {
    const { list, distrusted } = rolled();
    list([job('a', 5), job('b', 5), { JobName: 'c', Status: 'PENDING' }], true);
    expect(distrusted).deep.equal(['c']);
    list([job('a', 5, { JobDescription: 'another' })]);
    expect(distrusted).deep.equal(['c', 'a']);
  });

  it('is that somebody is missing, where everybody was asked for', async () => {
    const { list, member, time } = rolled();
    list([job('a', 5), job('b', 5), job('c', 5)], true);
    await time.pass(10);
    for (const name of ['a', 'b', 'c']) member(name)!.dueAt = Infinity;
    list([job('c', 6, { Status: 'COMPLETED' })]);
    expect(member('a')!.askJob).equal(false);
    list([job('b', 5)], true);
    expect(member('a')).include({ askJob: true, dueAt: 10 });
    expect(member('b')!.askJob).equal(false);
    expect(member('c')!.askJob).equal(false);
  });
});

describe('jobRegistry: since when the next list asks', () => {
  it('is unknown before anything was listed', () => {
    const { roll, list } = rolled();
    expect(roll.since()).equal(undefined);
    list([], true);
    expect(roll.since()).equal(undefined);
  });

  it('is ten seconds before the newest change, of jobs that are none of ours too', () => {
    const { roll, list } = rolled();
    list([job('a', 50_000), job('b', 60_000, { Status: 'COMPLETED' }), job('c', 40_000)], true);
    expect(roll.since()).deep.equal(new Date(T + 50_000));
    list([job('c', 45_000)]);
    expect(roll.since()).deep.equal(new Date(T + 50_000));
  });

  it('is the newest change itself once nothing newer has come for long', async () => {
    const { roll, list, time } = rolled();
    list([job('a', 50_000)], true);
    await time.pass(20_000);
    list([]);
    expect(roll.since()).deep.equal(new Date(T + 40_000));
    await time.pass(1);
    list([]);
    expect(roll.since()).deep.equal(new Date(T + 50_000));
    list([job('a', 50_001)]);
    expect(roll.since()).deep.equal(new Date(T + 40_001));
  });

  it('starts anew with a list of everybody, should some time have been wrong', () => {
    const { roll, list } = rolled();
    list([job('a', 5)], true);
    list([job('b', 1e12)]);
    expect(roll.since()).deep.equal(new Date(T + 1e12 - 10_000));
    list([job('a', 30_000)], true);
    expect(roll.since()).deep.equal(new Date(T + 20_000));
  });
});
