import { expect } from 'chai';
import type { WatchedJob } from '../../../src/core/event.js';
import { newFleetMember, type FleetMember } from '../../../src/live/fleet/fleetMember.js';
import { jobRegistry, type JobRegistry } from '../../../src/live/fleet/jobRegistry.js';
import { fakeApi } from '../../support/fakeApi.js';
import { fullSummary } from '../../support/jobs.js';
import { virtualTime, type VirtualTime } from '../../support/virtualTime.js';

/** The service's time, which is far from ours. */
const T = Date.UTC(2020, 0, 1);

/** A job of a list: created at T, changed so many milliseconds after it. */
function job(JobName: string, changedMs: number, more: Partial<WatchedJob> = {}): WatchedJob {
  const { CompletionTime: _, FailureReason: _f, ...summary } = fullSummary;
  const times = { CreationTime: new Date(T), LastModifiedTime: new Date(T + changedMs) };
  return { ...summary, JobName, Status: 'IN_PROGRESS', ...times, ...more };
}

interface Listed {
  readonly time: VirtualTime;
  readonly registry: JobRegistry;
  readonly unreliable: readonly string[];
  readonly replaced: readonly string[];
  readonly list: (jobs: readonly WatchedJob[], all?: boolean) => boolean;
  readonly member: (name: string) => FleetMember | undefined;
}

function emptyRegistry(): Listed {
  const time = virtualTime();
  const unreliable: string[] = [];
  const replaced: string[] = [];
  const api = fakeApi(() => ({ Steps: [] }));
  const registry = jobRegistry({
    time,
    isAborted: () => false,
    join: ({ JobName }, reported) => newFleetMember(api, time, JobName, 1e9, () => undefined, { reported }),
    onUnreliable: ({ follower }) => unreliable.push(follower.jobName),
    onReplaced: member => {
      replaced.push(member.follower.jobName);
      registry.remove(member);
    },
  });
  return {
    time,
    registry,
    unreliable,
    replaced,
    list: (jobs, all = false) =>
      registry.applyList(new Map(jobs.map(job => [job.JobName, job])), time.monotonic(), all),
    member: name => [...registry.members()].find(({ follower }) => follower.jobName === name),
  };
}

describe('jobRegistry: members', () => {
  it('are the jobs that run in the first list', () => {
    const { list, registry } = emptyRegistry();
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
    const names = [...registry.members()].map(({ follower }) => follower.jobName);
    expect(names).deep.equal(['PENDING', 'IN_PROGRESS', 'STOPPING', 'SOMETHING_NEW']);
  });

  it('are due at once, and haven’t changed', () => {
    const { list, member } = emptyRegistry();
    list([job('a', 500)], true);
    expect(member('a')).include({ dueAt: 0, changeDueAt: Infinity, listReliable: true, modifiedAt: T + 500 });
  });

  it('are also jobs that have started and ended since', () => {
    const { list, member } = emptyRegistry();
    list([job('old', 60_000, { Status: 'COMPLETED' })], true);
    const CreationTime = new Date(T + 60_001);
    list([job('old', 61_000, { Status: 'FAILED' }), job('new', 61_000, { CreationTime, Status: 'FAILED' })]);
    expect(member('old')).equal(undefined);
    expect(member('new')).not.equal(undefined);
  });

  it('are all jobs that ended since the account had none', () => {
    const { list, member } = emptyRegistry();
    list([], true);
    list([job('a', 0, { Status: 'COMPLETED' })], true);
    expect(member('a')).not.equal(undefined);
  });

  it('don’t return once they were removed, unless as another job of the same name', async () => {
    const { list, member, registry, time } = emptyRegistry();
    list([job('a', 0), job('b', 0)], true);
    registry.remove(member('a')!);
    list([job('a', 900), job('b', 0)], true);
    expect(member('a')).equal(undefined);
    await time.pass(600_000);
    list([job('a', 901, { Status: 'COMPLETED' })]);
    expect(member('a')).equal(undefined);
    list([job('a', 902, { CreationTime: new Date(T + 600_000) })]);
    expect(member('a')).not.equal(undefined);
  });

  it('return when a list shows them running again a minute after their end, and not before', async () => {
    const { list, member, registry, time } = emptyRegistry();
    list([job('a', 0)], true);
    registry.remove(member('a')!);
    await time.pass(60_000);
    list([job('a', 0)]);
    expect(member('a')).equal(undefined);
    await time.pass(1);
    list([job('a', 0, { Status: 'DELETING' })]);
    expect(member('a')).equal(undefined);
    list([job('a', 0)]);
    expect(member('a')).not.equal(undefined);
  });

  it('that run again don’t end with the end that was reported, as an answer that is behind has it', async () => {
    const { list, member, registry, time } = emptyRegistry();
    const end = { Status: 'FAILED', CompletionTime: new Date(T + 500) };
    list([job('a', 0)], true);
    list([job('a', 500, end)]);
    registry.remove(member('a')!);
    await time.pass(60_001);
    list([job('a', 90_000)]);
    const { follower } = member('a')!;
    follower.applySummary(job('a', 500, end));
    expect(follower.isOver()).equal(false);
    follower.applySummary(job('a', 99_000, { Status: 'FAILED', CompletionTime: new Date(T + 99_000) }));
    expect(follower.isOver()).equal(true);
  });

  it('are told apart by creation times a second apart, as lists can have whole seconds', async () => {
    const { list, member, registry } = emptyRegistry();
    list([job('a', 0, { CreationTime: new Date(T + 345) })], true);
    registry.remove(member('a')!);
    list([job('a', 5_000, { CreationTime: new Date(T), Status: 'COMPLETED' })]);
    list([job('a', 5_000, { CreationTime: new Date(T) })]);
    list([job('a', 5_000, { CreationTime: new Date(T - 5_000) })]);
    expect(member('a')).equal(undefined);
    list([job('a', 5_000, { CreationTime: new Date(T + 2_000), Status: 'COMPLETED' })]);
    expect(member('a')).not.equal(undefined);
  });

  it('are replaced by a job that was created later under their name', () => {
    const { list, member, replaced } = emptyRegistry();
    list([job('a', 0)], true);
    const first = member('a')!;
    list([job('a', 5_000, { CreationTime: new Date(T + 999) })]);
    expect(member('a')).equal(first);
    list([job('a', 6_000, { CreationTime: new Date(T + 3_000) })]);
    expect(replaced).deep.equal(['a']);
    expect(member('a')).not.equal(first);
    const second = member('a')!;
    list([job('a', 5_000)]);
    expect(member('a')).equal(second);
    expect(second.follower.job()?.CreationTime).deep.equal(new Date(T + 3_000));
  });

  it('that ended long ago don’t return when they are modified', async () => {
    const { list, member, registry, time } = emptyRegistry();
    list([job('a', 0)], true);
    list([job('a', 1), job('b', 2, { CreationTime: new Date(T + 1) })]);
    registry.remove(member('b')!);
    await time.pass(2 * 3_600_000);
    list([job('c', 7_200_000)]);
    list([job('b', 7_200_001, { CreationTime: new Date(T + 1), Status: 'STOPPED' })]);
    expect(member('b')).equal(undefined);
  });
});

describe('jobRegistry: what a list shows', () => {
  it('is a change, when LastModifiedTime differs', () => {
    const { list, member } = emptyRegistry();
    list([job('a', 5)], true);
    expect(list([job('a', 5)])).equal(false);
    expect(member('a')!.changeDueAt).equal(Infinity);
    expect(list([job('a', 6)])).equal(true);
    expect(member('a')).include({ changeDueAt: 0, modifiedAt: T + 6 });
  });

  it('may be only one of several changes in a whole second', async () => {
    const { list, member, time } = emptyRegistry();
    list([job('a', 5)], true);
    await time.pass(250);
    list([job('a', 3_000)]);
    expect(member('a')).include({ changeDueAt: 1_250, sameSecondUntil: 1_250 });
    await time.pass(250);
    // A pending poll isn't delayed by one more change.
    list([job('a', 4_000)]);
    expect(member('a')).include({ changeDueAt: 1_250, sameSecondUntil: 1_500 });
  });

  it('is that a job has ended: then it is due at once', async () => {
    const { list, member, time } = emptyRegistry();
    list([job('a', 5)], true);
    member('a')!.dueAt = Infinity;
    await time.pass(50);
    list([job('a', 6, { Status: 'COMPLETED' })]);
    expect(member('a')!.dueAt).equal(50);
    member('a')!.dueAt = 900;
    list([job('a', 7, { Status: 'COMPLETED' })]);
    expect(member('a')!.dueAt).equal(900);
  });

  it('isn’t applied where it is older than what is known: the job is described', () => {
    const { list, member } = emptyRegistry();
    list([job('a', 500)], true);
    member('a')!.dueAt = Infinity;
    expect(list([job('a', 400)])).equal(false);
    expect(member('a')).include({
      describeFirst: true,
      dueAt: 0,
      changeDueAt: Infinity,
      modifiedAt: T + 500,
    });
  });

  it('is applied where it is older twice, as when the service’s clock was set back', () => {
    const { list, member, time } = emptyRegistry();
    list([job('a', 500)], true);
    // A replica that lags explains no older answers than these.
    time.leap(40_000);
    list([job('a', 400)]);
    expect(member('a')!.follower.job()?.LastModifiedTime).deep.equal(new Date(T + 500));
    member('a')!.describeFirst = false;
    list([job('a', 400)]);
    expect(member('a')!.follower.job()?.LastModifiedTime).deep.equal(new Date(T + 400));
  });

  it('changes no time that is known more precisely than to the second', () => {
    const { list, member } = emptyRegistry();
    list([job('a', 12_345)], true);
    const known = member('a')!.follower.job();
    list([job('a', 12_000)]);
    expect(member('a')!.follower.job()).equal(known);
    list([job('a', 13_000)]);
    expect(member('a')!.follower.job()?.LastModifiedTime).deep.equal(new Date(T + 13_000));
  });

  it('isn’t applied where a status is earlier: the job is described', () => {
    const { list, member } = emptyRegistry();
    list([job('a', 5)], true);
    list([job('a', 6, { Status: 'PENDING' })]);
    expect(member('a')!.follower.job()?.Status).equal('IN_PROGRESS');
    expect(member('a')).include({ describeFirst: true, dueAt: 0 });
  });

  it('isn’t reliable for a job of which a poll found more', async () => {
    const { list, member, unreliable, time } = emptyRegistry();
    list([job('a', 5), job('b', 5)], true);
    await time.pass(10);
    member('a')!.missedChangeAt = 10;
    member('b')!.missedChangeAt = 10;
    list([]); // Requested no later than the poll: it proves nothing.
    expect(unreliable).deep.equal([]);
    await time.pass(10);
    list([job('b', 6)]);
    expect(unreliable).deep.equal(['a']);
    expect(member('a')).include({ listReliable: false, missedChangeAt: undefined });
    expect(member('b')).include({ listReliable: true, missedChangeAt: undefined });
  });

  it('isn’t reliable for a job that changes under the same time, nor for one without a time', () => {
    const { list, unreliable } = emptyRegistry();
    list([job('a', 5), job('b', 5), { JobName: 'c', Status: 'PENDING' }], true);
    expect(unreliable).deep.equal(['c']);
    list([job('a', 5, { JobDescription: 'another' })]);
    expect(unreliable).deep.equal(['c', 'a']);
  });

  it('is that a job is missing, where the list is complete', async () => {
    const { list, member, time } = emptyRegistry();
    list([job('a', 5), job('b', 5), job('c', 5)], true);
    await time.pass(10);
    for (const name of ['a', 'b', 'c']) member(name)!.dueAt = Infinity;
    list([job('c', 6, { Status: 'COMPLETED' })]);
    expect(member('a')!.describeFirst).equal(false);
    list([job('b', 5)], true);
    expect(member('a')).include({ describeFirst: true, dueAt: 10 });
    expect(member('b')!.describeFirst).equal(false);
    expect(member('c')!.describeFirst).equal(false);
  });
});

describe('jobRegistry: the time after which the next list asks for changes', () => {
  it('is unknown before anything was listed', () => {
    const { registry, list } = emptyRegistry();
    expect(registry.since()).equal(undefined);
    list([], true);
    expect(registry.since()).equal(undefined);
  });

  it('is ten seconds before the newest change, also of jobs that aren’t members', () => {
    const { registry, list } = emptyRegistry();
    list([job('a', 50_000), job('b', 60_000, { Status: 'COMPLETED' }), job('c', 40_000)], true);
    expect(registry.since()).deep.equal(new Date(T + 50_000));
    list([job('c', 45_000)]);
    expect(registry.since()).deep.equal(new Date(T + 50_000));
  });

  it('is the newest change itself once there was no newer one for a while', async () => {
    const { registry, list, time } = emptyRegistry();
    list([job('a', 50_000)], true);
    await time.pass(10_000);
    list([]);
    expect(registry.since()).deep.equal(new Date(T + 40_000));
    await time.pass(1);
    list([]);
    expect(registry.since()).deep.equal(new Date(T + 50_000));
    list([job('a', 50_001)]);
    expect(registry.since()).deep.equal(new Date(T + 40_001));
  });

  it('starts again with a complete list, as a time may have been wrong', () => {
    const { registry, list } = emptyRegistry();
    list([job('a', 5)], true);
    list([job('b', 1e9)]);
    expect(registry.since()).deep.equal(new Date(T + 1e9 - 10_000));
    list([job('a', 30_000)], true);
    expect(registry.since()).deep.equal(new Date(T + 20_000));
  });

  it('is never later than the list before, by the time of day of this machine', async () => {
    const { registry, list, time } = emptyRegistry();
    list([job('a', 5), job('ahead', 1e12)], true);
    expect(registry.since()).deep.equal(new Date(time.now() - 10_000));
    const listedAt = time.now();
    await time.pass(60_000);
    expect(registry.since()).deep.equal(new Date(listedAt - 10_000));
    list([]);
    expect(registry.since()).deep.equal(new Date(time.now() - 10_000));
  });
});
