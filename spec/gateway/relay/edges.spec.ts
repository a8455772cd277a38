import { expect } from 'chai';
import { of, throwError } from 'rxjs';
import {
  AccessDeniedError,
  ClosedError,
  InvalidInputError,
  ThrottledError,
} from '../../../src/core/errors.js';
import type { JobsPage } from '../../../src/core/page.js';
import { JobListCache } from '../../../src/gateway/jobListCache.js';
import { jobLists, type AnyJobList } from '../../../src/gateway/jobLists.js';
import { sharedLists } from '../../../src/gateway/relay/sharedLists.js';
import { failure } from '../../support/failure.js';
import { fullSummary } from '../../support/jobs.js';
import { MemoryLogs } from '../../support/memoryJobLog.js';
import { PolledJob } from '../../support/polledJob.js';
import { RelayedGateways, stepsText, type RelayedClient } from '../../support/relayedGateways.js';
import { virtualTime, type VirtualTime } from '../../support/virtualTime.js';

describe('gateways that share the logs of their jobs, at the edges', () => {
  let time: VirtualTime;
  let jobs: Map<string, PolledJob>;
  let fleet: RelayedGateways;
  const jobOf = (name: string): PolledJob => {
    const job = jobs.get(name) ?? new PolledJob(name);
    jobs.set(name, job);
    return job;
  };
  beforeEach(() => {
    time = virtualTime();
    jobs = new Map();
    fleet = new RelayedGateways(time, (gateway, at, name, known) => jobOf(name).watch$(gateway, at, known));
  });
  afterEach(async () => {
    for (const { link } of fleet.gateways) link.heal();
    const closing = fleet.close();
    await time.pass(5_000);
    await closing;
    expect(fleet.problems).deep.equal([]);
    if (fleet.gateways.some(({ time: { isKilled } }) => isKilled())) return;
    expect(fleet.gateways.map(({ link }) => link.readers)).deep.equal(fleet.gateways.map(() => 0));
    expect(time.timers()).equal(0);
  });
  const isCurrent = (client: RelayedClient): boolean =>
    stepsText(client.replica.steps) === stepsText(jobOf(client.jobName).state.steps);
  const client = (jobName = 'job'): RelayedClient => fleet.client(jobName);

  it('restore a reader that has missed more than the log has, from its position', async () => {
    jobOf('job').put('one', 0);
    const { b, x, y } = await fleet.pair('job');
    b.link.isCutOff = true;
    for (let n = 1; n < 400; n++) {
      jobOf('job').put(`s${n % 20}`, n);
      await time.pass(200);
    }
    expect(y.isStale).true;
    b.link.heal();
    await time.pass(2_000);
    expect([isCurrent(y), y.isStale]).deep.equal([true, false]);
    expect(y.replica.position).deep.equal(x.replica.position);
    expect(y.ofType('snapshot')).length(1);
    expect(y.ofType('catchUp')).length.greaterThan(0);
  });

  it('greet a client once the log is read, and not at all where it has left by then', async () => {
    const a = fleet.start('a');
    a.link.slowMs = 500;
    const [x, y] = [client(), client()];
    x.connect(a);
    y.connect(a);
    await time.pass(100);
    expect([x.messages, y.messages]).deep.equal([[], []]);
    expect(a.clients.behind).equal(0);
    y.disconnect();
    await time.pass(3_000);
    expect(x.messages.map(({ type }) => type).slice(0, 2)).deep.equal(['hello', 'snapshot']);
    expect(y.messages).deep.equal([]);
  });

  it('end a client that waits for the log when they close', async () => {
    const a = fleet.start('a');
    a.link.isCutOff = true;
    const x = client();
    x.connect(a);
    await time.pass(100);
    const closing = a.close();
    await time.pass(3_000);
    await closing;
    expect(x.messages).deep.equal([{ type: 'bye', reason: 'closing', retry: true }]);
  });

  it('close at any moment, and leave neither timer nor reader', async () => {
    for (let ms = 0; ms < 60; ms++) {
      const a = fleet.start(`a${ms}`);
      client(`job${ms}`).connect(a);
      jobOf(`job${ms}`).put('one', 1);
      await time.pass(ms);
      const closing = a.close();
      await time.pass(2_500);
      await closing;
      expect(fleet.logs.holder(`job${ms}`), `closed after ${ms} ms`).undefined;
    }
  });

  it('poll a job alone that nothing is known of while the engine is away, and then share it', async () => {
    const [a, b] = [fleet.start('a'), fleet.start('b')];
    const [x, y] = [client(), client()];
    for (const { link } of fleet.gateways) link.isAway = true;
    jobOf('job').put('one', 1);
    x.connect(a);
    y.connect(b);
    await time.pass(1_000);
    expect(fleet.pollers()).deep.equal(['a', 'b']);
    expect([x, y].map(isCurrent)).deep.equal([true, true]);
    for (const { link } of fleet.gateways) link.heal();
    await time.pass(3_000);
    expect(fleet.pollers()).length(1);
    expect(x.replica.position).deep.equal(y.replica.position);
    expect([x, y].map(isCurrent)).deep.equal([true, true]);
    expect(x.events.filter(event => event.type === 'step')).length(1);
  });

  it('show no older state where a gateway that knows nothing begins the log anew', async () => {
    for (let n = 0; n < 5; n++) jobOf('job').put(`s${n}`, n);
    const { a, b, y } = await fleet.pair('job');
    a.kill();
    b.link.isAway = true;
    fleet.logs.flush();
    const c = fleet.start('c');
    jobOf('job').failure = new ThrottledError('not now');
    jobOf('job').isFinal = false;
    const z = client();
    z.connect(c);
    await time.pass(100);
    expect(fleet.logs.stored('job')).deep.include({ steps: [] });
    b.link.heal();
    await time.pass(10_000);
    expect([y.replica.steps.size, z.replica.steps.size]).deep.equal([5, 0]);
    jobOf('job').failure = undefined;
    await time.pass(2_000);
    expect([y, z].map(isCurrent)).deep.equal([true, true]);
    expect(y.replica.position).deep.equal(z.replica.position);
    expect(y.events.filter(event => event.type === 'step' && event.change === 'removed')).length(0);
  });

  it('keep what a gateway has seen alone while the log that was begun anew has less', async () => {
    const [a, b] = [fleet.start('a'), fleet.start('b')];
    for (let n = 0; n < 5; n++) jobOf('job').put(`s${n}`, n);
    const [x, z] = [client(), client()];
    x.connect(a);
    await time.pass(500);
    a.link.isAway = true;
    await time.pass(5_000);
    expect(a.relay.polled).equal(1);
    fleet.logs.flush();
    jobOf('job').failure = new ThrottledError('not now');
    jobOf('job').isFinal = false;
    z.connect(b);
    await time.pass(1_000);
    a.link.heal();
    await time.pass(10_000);
    expect([x.replica.steps.size, z.replica.steps.size]).deep.equal([5, 0]);
    jobOf('job').failure = undefined;
    await time.pass(2_000);
    expect([x, z].map(isCurrent)).deep.equal([true, true]);
    expect(x.replica.position).deep.equal(z.replica.position);
  });

  it('take over the log where a gateway alone has not seen all steps yet', async () => {
    const [a, b] = [fleet.start('a'), fleet.start('b')];
    for (let n = 0; n < 5; n++) jobOf('job').put(`s${n}`, n);
    const [x, y] = [client(), client()];
    y.connect(b);
    await time.pass(500);
    jobOf('job').failure = new ThrottledError('not now');
    jobOf('job').isFinal = false;
    a.link.isAway = true;
    x.connect(a);
    await time.pass(500);
    expect(a.relay.polled).equal(1);
    b.kill();
    await time.pass(4_000);
    a.link.heal();
    await time.pass(2_000);
    expect(x.replica.steps.size).equal(5);
    expect(fleet.logs.stored('job')!.steps.filter(({ step }) => step === undefined)).length(0);
  });

  it('leave out what a reader is told twice', async () => {
    const [a, b] = [fleet.start('a'), fleet.start('b')];
    const [x, y] = [client(), client()];
    x.connect(a);
    await time.pass(500);
    y.connect(b);
    for (let n = 0; n < 5; n++) {
      jobOf('job').put('one', n);
      await time.pass(400);
      b.link.repeat(3);
      await time.pass(100);
    }
    expect(y.replica.position).deep.equal(x.replica.position);
    expect(isCurrent(y)).true;
  });

  it('find by the heads of the logs what their readers have missed', async () => {
    const { b, y } = await fleet.pair('job');
    b.link.onAppended = () => undefined;
    jobOf('job').put('one', 1);
    await time.pass(3_000);
    expect(isCurrent(y)).true;
    expect(y.ofType('snapshot')).length(1);
  });

  it('poll alone where leases are granted, and events are refused', async () => {
    const a = fleet.start('a');
    const x = client();
    x.connect(a);
    await time.pass(500);
    const { append } = fleet.logs;
    fleet.logs.append = () => {
      throw Object.assign(new Error('OOM command not allowed'), { name: 'ReplyError' });
    };
    jobOf('job').put('one', 1);
    await time.pass(7_000);
    expect(isCurrent(x)).true;
    fleet.logs.append = append;
    await time.pass(20_000);
    expect(fleet.logs.stored('job')?.steps).length(1);
    expect(x.replica.position).deep.equal(fleet.logs.stored('job')?.head);
  });

  it('show no old state to any client while the engine grants leases and refuses events', async () => {
    jobOf('job').put('one', 1);
    const { a, b, x, y } = await fleet.pair('job');
    const { append } = fleet.logs;
    fleet.logs.append = () => {
      throw Object.assign(new Error('OOM command not allowed'), { name: 'ReplyError' });
    };
    for (let n = 2; n < 60; n++) {
      jobOf('job').put('one', n);
      await time.pass(1_000);
      if (n < 10) continue;
      expect([x, y].map(isCurrent), `after ${n} s`).deep.equal([true, true]);
    }
    fleet.logs.append = append;
    await time.pass(25_000);
    expect([a, b].filter(({ relay }) => relay.polled > 0)).length(1);
    expect(x.replica.position).deep.equal(y.replica.position);
  });

  it('leave the job to another one that can read its log, and relay nothing old meanwhile', async () => {
    const [a, b] = [fleet.start('a'), fleet.start('b')];
    const [x, y] = [client(), client()];
    jobOf('job').put('one', 1);
    // The log is of the version of a alone; b has the lease.
    b.link.join = () => Promise.reject(new InvalidInputError('redisRelay.key', 'another version'));
    y.connect(b);
    await time.pass(100);
    x.connect(a);
    await time.pass(6_000);
    expect(fleet.logs.holder('job')).equal('a');
    for (let n = 2; n < 60; n++) {
      jobOf('job').put('one', n);
      await time.pass(1_000);
      expect([x, y].map(isCurrent), `after ${n} s`).deep.equal([true, true]);
    }
  });

  it('poll alone where another gateway holds the lease of a log that they cannot read, and read it once they can', async () => {
    const [a, b] = [fleet.start('a'), fleet.start('b')];
    const [x, y] = [client(), client()];
    jobOf('job').put('one', 1);
    x.connect(a);
    await time.pass(500);
    const { join } = b.link;
    b.link.join = () => Promise.reject(new InvalidInputError('redisRelay.key', 'another version'));
    y.connect(b);
    await time.pass(5_000);
    expect([x, y].map(isCurrent)).deep.equal([true, true]);
    jobOf('job').put('one', 2);
    await time.pass(10_000);
    expect([x, y].map(isCurrent)).deep.equal([true, true]);
    expect([a.relay.polled, b.relay.polled]).deep.equal([1, 1]);
    expect(y.ofType('snapshot')).length(1);
    expect(jobOf('job').polls.filter(({ gateway }) => gateway === 'b')).length.within(40, 80);
    b.link.join = join;
    await time.pass(20_000);
    expect([a.relay.polled, b.relay.polled]).deep.equal([1, 0]);
    expect(y.replica.position).deep.equal(x.replica.position);
  });

  for (const error of [new AccessDeniedError('no'), new ClosedError('closed')])
    it(`leave the job to another one where a gateway can't poll it for reasons of its own: ${error.code}`, async () => {
      jobOf('job').put('one', 1);
      const { a, x, y } = await fleet.pair('job');
      const late = client();
      jobOf('job').failureOf = gateway => (gateway === 'a' ? error : undefined);
      await time.pass(1_000);
      expect(x.messages.at(-1)).include({ type: 'error', code: error.code });
      expect(fleet.logs.holder('job')).equal('b');
      jobOf('job').put('one', 2);
      await time.pass(15_000);
      expect(isCurrent(y)).true;
      expect(y.ofType('snapshot')).length(1);
      // Without access it relays what the other one polls.
      late.connect(a);
      await time.pass(500);
      expect(isCurrent(late)).true;
      expect(late.replica.position).deep.equal(y.replica.position);
    });

  it('append an event once whose reply was lost', async () => {
    const { a, x, y } = await fleet.pair('job');
    const append = a.link.append.bind(a.link);
    for (let n = 0; n < 5; n++) {
      a.link.append = async (jobName, batch) => {
        a.link.append = append;
        await append(jobName, batch);
        throw new Error('the reply was lost');
      };
      jobOf('job').put('one', n);
      await time.pass(300);
      jobOf('job').put('two', n);
      await time.pass(3_000);
      expect([x, y].map(isCurrent)).deep.equal([true, true]);
    }
    expect(x.replica.position).deep.equal(y.replica.position);
    expect([...x.ofType('snapshot'), ...y.ofType('snapshot')]).length(2);
    expect(fleet.logs.appended.filter(({ event }) => event.type === 'step')).length(10);
  });

  it('keep log and events bounded', async () => {
    const a = fleet.start('a');
    client().connect(a);
    for (let n = 0; n < 3_000; n++) {
      jobOf('job').put(`s${n}`, n);
      if (n >= 5) jobOf('job').remove(`s${n - 5}`);
      if (n % 3 === 0) await time.pass(200);
    }
    await time.pass(500);
    const stored = fleet.logs.stored('job')!;
    expect(stored.recent).length.within(200, 400);
    expect(stored.steps.length).most(1_200);
    expect(stored.oldestPosition).greaterThan(0);
    const b = fleet.start('b');
    const late = client();
    late.connect(b);
    await time.pass(100);
    expect(isCurrent(late)).true;
  });

  it('cost one call a second for all jobs of a gateway, and none without jobs', async () => {
    const a = fleet.start('a');
    await time.pass(10_000);
    expect(fleet.logs.commands.lease).equal(0);
    for (let n = 0; n < 50; n++) client(`job${n}`).connect(a);
    await time.pass(1_000);
    const before = { ...fleet.logs.commands };
    await time.pass(60_000);
    expect(fleet.logs.commands.lease - before.lease).within(58, 62);
    expect(fleet.logs.commands.join).equal(before.join);
    expect(a.relay.polled).equal(50);
  });

  it('ask for a list of jobs once for all of them, and each by itself while the engine is away', async () => {
    const logs = new MemoryLogs(time);
    let asked = 0;
    const pages: JobsPage[] = [{ index: 0, jobs: [fullSummary], nextToken: 't', resumeToken: 'next' }];
    const source = { jobs$: () => ((asked += 1), of(...pages)) };
    const links = ['a', 'b'].map(name => logs.link(name));
    const lists = links.map(link => new JobListCache(sharedLists(jobLists(source), link), time.monotonic));
    const both = async (): Promise<readonly AnyJobList[]> => {
      const read = Promise.all(lists.map(list => list.page(new URLSearchParams())));
      await time.pass(2_000);
      return read;
    };
    const [one, other] = await both();
    expect(asked).equal(1);
    expect(one).deep.equal({ jobs: [fullSummary], after: 'next' });
    expect(other).deep.equal(one);
    await time.pass(5_000);
    for (const link of links) link.isAway = true;
    expect(await both()).deep.equal([one, one]);
    expect(asked).equal(3);
    await time.pass(5_000);
    const throttled = jobLists({ jobs$: () => throwError(() => new ThrottledError('no')) });
    const broken = sharedLists(throttled, logs.link('c'));
    const list = new JobListCache(broken, time.monotonic).page(new URLSearchParams('status=FAILED'));
    const failed = failure(list);
    await time.pass(2_000);
    expect(await failed).include({ code: 'THROTTLED' });
  });
});
