import { expect } from 'chai';
import { ThrottledError } from '../../../src/core/errors.js';
import type { FleetRow } from '../../../src/core/fleet.js';
import { Client } from '../../../src/gateway/client.js';
import { FleetFeed, type Allows, type FleetMembership } from '../../../src/gateway/fleet/fleetFeed.js';
import type { FleetSink } from '../../../src/gateway/fleet/startFleet.js';
import { StallDetector } from '../../../src/sinks/stallDetector.js';
import { FakeLink } from '../../support/fakeLink.js';
import { virtualTime, type VirtualTime } from '../../support/virtualTime.js';

interface Rows {
  readonly type: string;
  readonly complete: boolean;
  readonly rows?: readonly FleetRow[];
  readonly removed?: readonly string[];
}

describe('FleetFeed', () => {
  let time: VirtualTime;
  let sinks: FleetSink[];
  let running: number;
  let feed: FleetFeed;
  beforeEach(() => {
    time = virtualTime();
    [sinks, running] = [[], 0];
    const start = (sink: FleetSink): (() => void) => {
      sinks.push(sink);
      running += 1;
      return () => (running -= 1);
    };
    feed = new FleetFeed(start, { time, lingerMs: 60_000, heartbeatMs: 10_000 });
  });

  interface Joined extends FleetMembership {
    readonly link: FakeLink;
    /** Names of the rows that the client has. */
    readonly names: () => readonly string[];
    readonly last: () => Rows;
  }
  function join(allows?: Allows): Joined {
    const link = new FakeLink();
    const membership = feed.join(
      source => new Client(link, source, new StallDetector(link, 1, 1, 0)),
      allows,
    );
    const names = (): readonly string[] => {
      const rows = new Set<string>();
      for (const message of link.sent as readonly Rows[]) {
        for (const { jobName } of message.rows ?? []) rows.add(jobName);
        for (const name of message.removed ?? []) rows.delete(name);
      }
      return [...rows];
    };
    return { ...membership, link, names, last: () => link.sent.at(-1) as Rows };
  }
  const publish = (...names: readonly string[]): void =>
    sinks.at(-1)!.publish({
      rows: new Map(names.map(jobName => [jobName, { jobName, status: 'IN_PROGRESS' }])),
      complete: true,
    });

  it('follows the fleet once for all clients, and for lingerMs after the last has left', async () => {
    const [a, b] = [join(), join()];
    publish('x', 'y');
    expect([a.names(), b.names(), sinks.length]).deep.equal([['x', 'y'], ['x', 'y'], 1]);
    a.leave();
    b.leave();
    await time.pass(59_999);
    expect(join().names()).deep.equal(['x', 'y']);
    expect(sinks).length(1);
    await time.pass(120_000);
    expect(running, 'one is there').equal(1);
  });

  it('stops after that, and begins anew without old rows', async () => {
    const a = join();
    publish('x');
    a.leave();
    await time.pass(60_000);
    expect([running, time.timers()]).deep.equal([0, 0]);
    const b = join();
    expect([sinks.length, b.names(), b.last().complete]).deep.equal([2, [], false]);
  });

  it('sends a slow client the latest state alone, once it has room', () => {
    const { link, names } = join();
    link.slow = true;
    link.backlog = 1024 * 1024;
    const before = link.sent.length;
    publish('x');
    publish('x', 'y');
    publish('y');
    expect(link.sent).length(before);
    link.drain();
    expect([link.sent.length, names()]).deep.equal([before + 1, ['y']]);
  });

  it('ends its clients with an error, and later ones too until it has lingered', async () => {
    const a = join();
    sinks[0]!.fail(new ThrottledError('AWS says this'));
    expect(a.link.sent.at(-1)).include({ type: 'error', code: 'THROTTLED', retry: true });
    expect(a.link.ends).deep.equal([[1013, 'THROTTLED']]);
    a.leave();
    await time.pass(30_000);
    const b = join();
    expect([b.link.ends.length, sinks.length]).deep.equal([1, 1]);
    b.leave();
    await time.pass(60_000);
    expect(join().link.ends).deep.equal([]);
    expect(sinks).length(2);
  });

  describe('with access for each client', () => {
    const settle = (): Promise<void> => time.pass(0);

    it('sends only rows of jobs that the client may see, and asks for each once', async () => {
      const asked: string[] = [];
      const a = join(async name => {
        asked.push(name);
        return name.startsWith('mine');
      });
      publish('mine', 'other');
      await settle();
      publish('mine', 'other', 'mine-too');
      await settle();
      expect(a.names()).deep.equal(['mine', 'mine-too']);
      expect(JSON.stringify(a.link.sent)).not.include('other');
      expect(asked).deep.equal(['mine', 'other', 'mine-too']);
      expect(a.last().complete).equal(true);
    });

    it('isn’t complete before all answers are there, and asks for sixteen at once', async () => {
      const answers: (() => void)[] = [];
      const a = join(() => new Promise(resolve => answers.push(() => resolve(true))));
      publish(...Array.from({ length: 40 }, (_, i) => `j${String(i)}`));
      expect([answers.length, a.last().complete]).deep.equal([16, false]);
      for (let i = 0; i < 40; i += 1) {
        answers[i]!();
        await settle();
      }
      expect([a.names().length, a.last().complete]).deep.equal([40, true]);
    });

    it('removes the rows of jobs that a review denies', async () => {
      let allowed = true;
      const a = join(async name => allowed || name === 'y');
      publish('x', 'y');
      await settle();
      allowed = false;
      await a.review();
      expect(a.names()).deep.equal(['y']);
    });
  });
});
