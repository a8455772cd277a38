import { expect } from 'chai';
import { NEVER } from 'rxjs';
import type { FleetRow } from '../../../src/core/fleet.js';
import type { FleetSink, FleetState, StartFleet } from '../../../src/gateway/fleet/startFleet.js';
import { Relay } from '../../../src/gateway/relay/relay.js';
import { freezableTime, type FreezableTime } from '../../support/freezableTime.js';
import { MemoryLogs, type MemoryJobLog } from '../../support/memoryJobLog.js';
import { virtualTime, type VirtualTime } from '../../support/virtualTime.js';

const NAME = '* classic';

/** A gateway that shows the fleet, and what its clients see. */
class Viewer {
  readonly time: FreezableTime;
  readonly link: MemoryJobLog;
  readonly relay: Relay;
  /** The sink of the fleet that this gateway follows; undefined while another one does. */
  watching: FleetSink | undefined;
  known: FleetState | undefined;
  seen: FleetState | undefined;
  error: unknown;
  readonly stop: () => void;

  constructor(name: string, time: VirtualTime, logs: MemoryLogs) {
    this.time = freezableTime(time);
    this.link = logs.link(name, this.time);
    this.relay = new Relay({
      ...{ log: this.link, time: this.time, watch: () => NEVER, heartbeatMs: 10_000, keptFailureMs: 10_000 },
    });
    const watch: StartFleet = (sink, known) => {
      this.watching = sink;
      this.known = known;
      return () => (this.watching = undefined);
    };
    this.stop = this.relay.fleet(
      watch,
      NAME,
    )({ publish: state => (this.seen = state), fail: error => (this.error = error) });
  }

  get names(): readonly string[] {
    return [...(this.seen?.rows.keys() ?? [])];
  }

  /** The fleet that this gateway follows tells of these jobs. */
  tell(...names: readonly string[]): void {
    const rows = new Map(
      names.map(jobName => [jobName, { jobName, status: 'IN_PROGRESS' } satisfies FleetRow]),
    );
    this.watching?.publish({ rows, complete: true });
  }
}

describe('a fleet that several gateways share', () => {
  let time: VirtualTime;
  let logs: MemoryLogs;
  let viewers: Viewer[];
  let [a, b, c]: Viewer[] = [];
  beforeEach(async () => {
    time = virtualTime();
    logs = new MemoryLogs(time);
    viewers = [];
    for (const name of ['a', 'b', 'c']) {
      viewers.push(new Viewer(name, time, logs));
      await time.pass(100);
    }
    [a, b, c] = viewers;
    await time.pass(3_000);
  });
  afterEach(async () => {
    for (const viewer of viewers) {
      viewer.link.heal();
      viewer.stop();
    }
    const closed = Promise.all(viewers.map(({ relay }) => relay.close()));
    await time.pass(5_000);
    await closed;
    expect(time.timers()).equal(0);
  });
  const watching = (): number => viewers.filter(viewer => viewer.watching !== undefined).length;

  it('is followed by one of them, and shown by all within some seconds', async () => {
    expect([watching(), a!.watching !== undefined]).deep.equal([1, true]);
    a!.tell('x');
    await time.pass(4_000);
    expect(viewers.map(({ names }) => names)).deep.equal([['x'], ['x'], ['x']]);
    a!.tell('x', 'y');
    expect(a!.names).deep.equal(['x', 'y']);
    await time.pass(4_000);
    expect(b!.names).deep.equal(['x', 'y']);
    await time.pass(60_000);
    expect(watching()).equal(1);
    expect(c!.seen).not.have.property('staleSince');
  });

  it('is followed by the next where the first one leaves, which keeps what was known until it knows all', async () => {
    a!.tell('x', 'y');
    await time.pass(4_000);
    a!.stop();
    await time.pass(4_000);
    expect(watching()).equal(1);
    const next = viewers.find(viewer => viewer.watching !== undefined)!;
    expect([...next.known!.rows.keys()]).deep.equal(['x', 'y']);
    next.watching!.publish({ rows: new Map(), complete: false });
    await time.pass(4_000);
    expect([b!.names, c!.names]).deep.equal([
      ['x', 'y'],
      ['x', 'y'],
    ]);
    next.tell('y');
    await time.pass(4_000);
    expect([b!.names, c!.names]).deep.equal([['y'], ['y']]);
  });

  it('is followed by the next where the first one dies, within a lease', async () => {
    a!.tell('x');
    await time.pass(4_000);
    a!.time.kill();
    a!.link.isCutOff = true;
    await time.pass(4_500);
    expect([b, c].filter(viewer => viewer!.watching !== undefined)).length(1);
    viewers.shift();
  });

  it('is followed on by the first one while the engine is away, and the others say since when they are old', async () => {
    a!.tell('x');
    await time.pass(4_000);
    for (const { link } of viewers) link.isAway = true;
    const away = time.now();
    await time.pass(20_000);
    expect([a!.watching !== undefined, watching()]).deep.equal([true, 1]);
    a!.tell('x', 'new');
    expect(a!.names).deep.equal(['x', 'new']);
    expect(b!.names).deep.equal(['x']);
    expect(b!.seen?.staleSince?.getTime()).within(away - 3_000, away);
    for (const { link } of viewers) link.heal();
    await time.pass(8_000);
    expect([watching(), b!.names]).deep.equal([1, ['x', 'new']]);
    expect(b!.seen).not.have.property('staleSince');
  });

  it('is followed by a gateway that has never had rows, while the engine is away', async () => {
    const alone = new Viewer('d', time, logs);
    viewers.push(alone);
    alone.link.isAway = true;
    await time.pass(2_000);
    expect(alone.watching).not.equal(undefined);
    alone.tell('x');
    expect(alone.names).deep.equal(['x']);
    alone.link.heal();
    await time.pass(5_000);
    expect(alone.watching).equal(undefined);
  });

  it('tells the clients of a gateway that can’t follow it, and leaves it to the next', async () => {
    a!.watching!.fail(new Error('no access'));
    expect(a!.error).instanceOf(Error);
    await time.pass(4_000);
    expect([a!.watching, watching()]).deep.equal([undefined, 1]);
    expect(b!.error).equal(undefined);
  });
});
