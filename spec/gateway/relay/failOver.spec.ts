import { expect } from 'chai';
import { ThrottledError } from '../../../src/core/errors.js';
import { PolledJob } from '../../support/polledJob.js';
import {
  RelayedGateways,
  stepsText,
  type RelayedClient,
  type RelayedGateway,
} from '../../support/relayedGateways.js';
import { virtualTime, type VirtualTime } from '../../support/virtualTime.js';

describe('gateways that share the logs of their jobs, where the engine loses its last writes', () => {
  let time: VirtualTime;
  let job: PolledJob;
  let fleet: RelayedGateways;
  let a: RelayedGateway;
  let b: RelayedGateway;
  let x: RelayedClient;
  let y: RelayedClient;

  beforeEach(async () => {
    time = virtualTime();
    job = new PolledJob('job');
    fleet = new RelayedGateways(time, (gateway, at, _, known) => job.watch$(gateway, at, known));
    job.put('one', 1);
    ({ a, b, x, y } = await fleet.pair('job'));
    expect(fleet.pollers()).deep.equal(['a']);
  });
  afterEach(async () => {
    for (const { link } of fleet.gateways) link.heal();
    await time.pass(10_000);
    const closing = fleet.close();
    await time.pass(5_000);
    await closing;
  });

  const isCurrent = (client: RelayedClient): boolean =>
    stepsText(client.replica.steps) === stepsText(job.state.steps);
  const figures = (client: RelayedClient): readonly (number | undefined)[] =>
    client.events.flatMap(event =>
      event.type === 'step' ? [event.step.InferenceBenchmark?.Metrics?.CostPerInference] : [],
    );
  /** Events that all gateways have read and the engine will have lost, and the position behind them. */
  async function loseEvents(): Promise<string> {
    fleet.logs.holdReplica();
    job.put('one', 2);
    await time.pass(300);
    job.put('one', 3);
    await time.pass(300);
    return x.replica.position!.epoch;
  }
  /** All clients agree, in another epoch, and were never shown an older state. */
  function expectAnew(epoch: string, clients: readonly RelayedClient[]): void {
    expect(fleet.problems).deep.equal([]);
    expect(clients.map(isCurrent)).deep.equal(clients.map(() => true));
    const positions = clients.map(({ replica }) => replica.position);
    expect(positions).deep.equal(clients.map(() => fleet.logs.stored('job')!.head));
    expect(positions[0]!.epoch).not.equal(epoch);
    for (const client of clients) expect(figures(client)).deep.equal(figures(client).toSorted());
  }

  it('the poller that had them begins a new log', async () => {
    const epoch = await loseEvents();
    fleet.logs.failOver();
    await time.pass(1_500);
    expectAnew(epoch, [x, y]);
  });

  it('a poller from which nothing was lost begins a new log with its next event', async () => {
    const { epoch } = x.replica.position!;
    fleet.logs.failOver();
    await time.pass(5_000);
    expect(x.replica.position!.epoch).equal(epoch);
    job.put('one', 2);
    await time.pass(1_500);
    expectAnew(epoch, [x, y]);
  });

  it('a reader that had them takes over with them, although the service answers nothing', async () => {
    const epoch = await loseEvents();
    a.kill();
    x.disconnect();
    job.failure = new ThrottledError('not now');
    job.isFinal = false;
    fleet.logs.failOver();
    await time.pass(5_000);
    expect(fleet.logs.holder('job')).equal('b');
    expectAnew(epoch, [y]);
    job.failure = undefined;
  });

  it('a reader that had not had them begins a new log, as clients of a gateway that is gone have', async () => {
    fleet.logs.holdReplica();
    b.link.isCutOff = true;
    job.put('one', 2);
    await time.pass(300);
    const { epoch, seq } = x.replica.position!;
    a.kill();
    x.disconnect();
    fleet.logs.failOver();
    b.link.heal();
    job.put('two', 1);
    job.put('one', 3);
    await time.pass(6_000);
    expect(y.replica.position!.seq).least(1);
    x.connect(b);
    await time.pass(100);
    expect(x.resumed).equal(false);
    expect(seq).greaterThan(0);
    expectAnew(epoch, [x, y].slice(1));
    expect(isCurrent(x)).true;
  });

  it('a gateway that is alone meanwhile begins a new log with what it knows', async () => {
    const epoch = await loseEvents();
    for (const { link } of fleet.gateways) link.isAway = true;
    fleet.logs.failOver();
    await time.pass(6_000);
    job.put('one', 4);
    await time.pass(1_000);
    for (const { link } of fleet.gateways) link.heal();
    await time.pass(4_000);
    expectAnew(epoch, [x, y]);
  });

  it('a reader that had them keeps them for two leases where no gateway begins a new log', async () => {
    await loseEvents();
    const had = y.replica.position;
    a.link.isCutOff = true;
    const { append } = fleet.logs;
    fleet.logs.append = () => {
      throw new Error('OOM command not allowed');
    };
    fleet.logs.failOver();
    await time.pass(2_500);
    expect(y.replica.position).deep.equal(had);
    expect(figures(y).at(-1)).equal(3);
    fleet.logs.append = append;
  });

  describe('and does not tell it', () => {
    beforeEach(() => {
      fleet.logs.tellsFailOvers = false;
    });

    it('the poller that had them begins a new log all the same', async () => {
      const epoch = await loseEvents();
      fleet.logs.failOver();
      await time.pass(1_500);
      expectAnew(epoch, [x, y]);
    });

    it('a reader that had them leaves the epoch once another gateway has appended to it', async () => {
      await loseEvents();
      const c = fleet.start('c');
      expect(isCurrent(y)).true;
      a.kill();
      x.disconnect();
      b.time.freeze();
      fleet.logs.failOver();
      const z = fleet.client('job');
      z.connect(c);
      job.put('one', 4);
      await time.pass(5_000);
      expect(fleet.logs.holder('job')).equal('c');
      await b.time.thaw();
      await time.pass(1_200);
      for (const key of ['two', 'three', 'four']) job.put(key, 5);
      await time.pass(8_000);
      expect([y, z].map(isCurrent)).deep.equal([true, true]);
      expect(y.replica.position).deep.equal(z.replica.position);
    });
  });
});
