import { expect } from 'chai';
import { NotFoundError } from '../../../src/core/errors.js';
import { PolledJob } from '../../support/polledJob.js';
import {
  RelayedGateways,
  stepsText,
  type RelayedClient,
  type RelayedGateway,
} from '../../support/relayedGateways.js';
import { virtualTime, type VirtualTime } from '../../support/virtualTime.js';

describe('gateways that share the logs of their jobs', () => {
  let time: VirtualTime;
  let job: PolledJob;
  let fleet: RelayedGateways;
  let [a, b]: RelayedGateway[] = [];
  let x: RelayedClient;
  let y: RelayedClient;

  beforeEach(() => {
    time = virtualTime();
    job = new PolledJob('job');
    fleet = new RelayedGateways(time, (gateway, at, _, known) => job.watch$(gateway, at, known));
    [a, b] = ['a', 'b'].map(name => fleet.start(name));
    x = fleet.client('job');
    y = fleet.client('job');
    job.put('one', 1);
  });
  afterEach(async () => {
    expect(fleet.problems).deep.equal([]);
    const up = fleet.gateways.filter(({ isUp }) => isUp);
    const closed = fleet.close();
    await time.pass(5_000);
    await closed;
    expect(up.map(({ link }) => link.readers)).deep.equal(up.map(() => 0));
    if (up.length === fleet.gateways.length) expect(time.timers()).equal(0);
  });

  const isCurrent = (client: RelayedClient): boolean =>
    stepsText(client.replica.steps) === stepsText(job.state.steps);
  /** A client on each of both gateways; the first polls. */
  async function serve(): Promise<void> {
    x.connect(a!);
    await time.pass(500);
    y.connect(b!);
    await time.pass(500);
    expect(fleet.pollers()).deep.equal(['a']);
    expect([x, y].map(isCurrent)).deep.equal([true, true]);
  }
  const pollsOf = (gateway: string): number => job.polls.filter(poll => poll.gateway === gateway).length;

  it('poll a job by one of them, and send its events to the clients of all, in one numbering', async () => {
    await serve();
    for (let n = 0; n < 10; n++) {
      job.put('one', n);
      job.put(`s${n}`, n);
      await time.pass(300);
    }
    expect([x, y].map(isCurrent)).deep.equal([true, true]);
    expect(x.replica.position).deep.equal(y.replica.position);
    expect(pollsOf('b')).equal(0);
    expect(y.ofType('snapshot')).length(1);
    expect(y.ofType('event')).length.greaterThan(10);
  });

  it('resume a client of any of them without a gap, a repeat or a second snapshot', async () => {
    await serve();
    for (let n = 0; n < 20; n++) {
      y.disconnect();
      job.put('one', n);
      job.put(`s${n}`, n);
      await time.pass(400);
      y.connect(n % 2 === 0 ? a! : b!);
      await time.pass(100);
      expect(y.resumed).true;
      expect(isCurrent(y)).true;
    }
    expect(y.ofType('snapshot')).length(1);
    const numbers = y.ofType('event').map(({ seq }) => seq);
    const first = numbers[0]!;
    expect(numbers).deep.equal(numbers.map((_, i) => first + i));
  });

  it('take over from a gateway that is killed, at the end of its lease, with epoch and count', async () => {
    await serve();
    const { epoch } = y.replica.position!;
    a!.kill();
    x.disconnect();
    job.put('one', 7);
    await time.pass(1_900);
    expect(pollsOf('b')).equal(0);
    await time.pass(1_600);
    expect(fleet.logs.holder('job')).equal('b');
    expect(isCurrent(y)).true;
    expect(y.replica.position!.epoch).equal(epoch);
    x.connect(b!);
    await time.pass(100);
    expect([x.resumed, isCurrent(x)]).deep.equal([true, true]);
    expect([...x.ofType('snapshot'), ...y.ofType('snapshot')]).length(2);
  });

  it('take over at once from a gateway that is closed in order, before it ends its clients', async () => {
    await serve();
    const closed = a!.close();
    while (fleet.logs.holder('job') !== 'b') {
      expect(x.messages.at(-1)).not.include({ type: 'bye' });
      await time.pass(1);
    }
    await time.pass(100);
    await closed;
    job.put('one', 7);
    await time.pass(300);
    expect(fleet.logs.holder('job')).equal('b');
    expect(isCurrent(y)).true;
    expect(x.messages.at(-1)).include({ type: 'bye', reason: 'closing' });
  });

  it('end their clients within 0.4 s where no other one wants what they poll', async () => {
    x.connect(a!);
    await time.pass(500);
    const closed = a!.close();
    await time.pass(200);
    expect(x.messages.at(-1)).not.include({ type: 'bye' });
    await time.pass(200);
    expect(x.messages.at(-1)).include({ type: 'bye', reason: 'closing' });
    await closed;
  });

  it('end their clients at once where the logs can’t be reached', async () => {
    x.connect(a!);
    await time.pass(500);
    a!.link.isCutOff = true;
    await time.pass(5_000);
    const closed = a!.close();
    await time.pass(1);
    expect(x.messages.at(-1)).include({ type: 'bye', reason: 'closing' });
    await time.pass(5_000);
    await closed;
  });

  it('take over from a gateway that is frozen, which polls once more at most, and appends nothing', async () => {
    await serve();
    a!.time.freeze();
    await time.pass(8_000);
    expect(fleet.logs.holder('job')).equal('b');
    const [polls, appends] = [
      pollsOf('a'),
      fleet.logs.appended.filter(({ gateway }) => gateway === 'a').length,
    ];
    job.put('one', 8);
    await a!.time.thaw();
    await time.pass(3_000);
    expect(pollsOf('a') - polls).most(1);
    expect(fleet.logs.appended.filter(({ gateway }) => gateway === 'a')).length(appends);
    expect(fleet.pollers()).deep.equal(['b']);
    expect([x, y].map(isCurrent)).deep.equal([true, true]);
    expect(x.replica.position).deep.equal(y.replica.position);
    expect(x.ofType('snapshot')).length(1);
  });

  it('tell a failure by all of them without another call', async () => {
    job.failure = new NotFoundError('no');
    x.connect(a!);
    await time.pass(200);
    y.connect(b!);
    await time.pass(200);
    expect(x.messages.at(-1)).include({ type: 'error', code: 'NOT_FOUND' });
    expect(y.messages.at(-1)).include({ type: 'error', code: 'NOT_FOUND' });
    expect(job.polls).length(1);
    job.failure = undefined;
    await time.pass(20_000);
    y.connect(b!);
    await time.pass(500);
    expect(isCurrent(y)).true;
  });

  it('end the clients of all of them once the job is over', async () => {
    await serve();
    job.put('two', 2);
    job.done();
    await time.pass(500);
    for (const client of [x, y]) {
      expect(client.messages.at(-1)).deep.equal({ type: 'bye', reason: 'done', retry: false });
      expect(isCurrent(client)).true;
    }
    expect(fleet.logs.holder('job')).undefined;
  });

  it('poll by themselves while the engine is away, or say that what they have is stale, and agree afterwards', async () => {
    await serve();
    const before = x.replica.position!;
    for (const { link } of fleet.gateways) link.isAway = true;
    job.put('one', 9);
    await time.pass(8_000);
    expect(isCurrent(x)).true;
    expect(x.replica.position!.epoch).not.equal(before.epoch);
    expect(isCurrent(y)).false;
    expect(y.events.at(-1)).include({ type: 'stale' });
    expect(y.replica.position).deep.equal(before);
    const z = fleet.client('other');
    expect(fleet.pollers()).deep.equal(['a']);
    z.connect(b!);
    for (const { link } of fleet.gateways) link.heal();
    await time.pass(3_000);
    expect([x, y].map(isCurrent)).deep.equal([true, true]);
    expect(x.replica.position).deep.equal(y.replica.position);
    expect(x.replica.position!.epoch).equal(before.epoch);
    expect(
      y.events.filter(({ type }) => type === 'stale' || type === 'fresh').map(({ type }) => type),
    ).deep.equal(['stale', 'fresh']);
  });

  it('begin a new log with what they have where the log is lost', async () => {
    await serve();
    const before = x.replica.position!;
    fleet.logs.flush();
    await time.pass(3_000);
    expect(x.replica.position!.epoch).not.equal(before.epoch);
    expect(x.replica.position).deep.equal(y.replica.position);
    for (const client of [x, y]) {
      expect(isCurrent(client)).true;
      expect(
        client
          .ofType('snapshot')
          .slice(-1)
          .every(({ steps }) => steps.length > 0),
      ).true;
    }
  });
});
