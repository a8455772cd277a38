import { expect } from 'chai';
import { NEVER, type Subscription } from 'rxjs';
import type { RowsMessage } from '../../../src/core/fleet.js';
import { systemTime } from '../../../src/core/time.js';
import { FleetMessage } from '../../../src/decode/fleet.js';
import type { SocketListener } from '../../../src/page/feed/feedPorts.js';
import { fleetFeed$, type FleetState } from '../../../src/page/feed/fleetFeed.js';
import { useFakeTime } from '../../support/fakeTime.js';

describe('the feed of the fleet', () => {
  const time = useFakeTime();

  describe('over a connection', () => {
    let listeners: SocketListener[];
    let states: FleetState[];
    let subscription: Subscription;
    const state = (): FleetState => states.at(-1)!;
    const names = (): readonly string[] => [...state().rows.keys()];
    const say = (message: FleetMessage): void =>
      listeners.at(-1)!.message(JSON.stringify(FleetMessage.encode(message)));
    const hello = (): void => say({ type: 'hello', protocol: 1, heartbeatMs: 10_000 });
    const rows = (some: readonly string[], more: Partial<RowsMessage> = {}): void =>
      say({
        ...{ type: 'rows', at: new Date(time.now), reset: false, removed: [], more: false, complete: true },
        rows: some.map(jobName => ({ jobName, status: 'IN_PROGRESS' })),
        ...more,
      });

    beforeEach(() => {
      [listeners, states] = [[], []];
      const open = (address: string, listener: SocketListener) => {
        expect(address).equal('fleet');
        listeners.push(listener);
        return { send: () => undefined, close: () => undefined };
      };
      subscription = fleetFeed$({
        open: { socket: open, events: open },
        preferred: () => 'socket',
        prefer: () => undefined,
        ask: () => Promise.resolve(undefined),
        wake$: NEVER,
        time: { now: () => time.now, random: () => 1, after: systemTime.after },
      }).subscribe(next => states.push(next));
      hello();
    });
    afterEach(() => {
      subscription.unsubscribe();
      expect(time.countTimers()).equal(0);
    });

    it('takes what is new, and lets go of what is removed', () => {
      rows(['a', 'b'], { reset: true });
      rows(['c'], { removed: ['a', 'never'] });
      expect([names(), state().complete, state().link.kind]).deep.equal([['b', 'c'], true, 'live']);
    });

    it('shows rows in several parts once they are whole', () => {
      rows(['a'], { reset: true });
      rows(['b'], { reset: true, more: true, complete: false });
      expect(names()).deep.equal(['a']);
      rows(['c']);
      expect(names()).deep.equal(['b', 'c']);
    });

    it('shows the first rows before all are there', () => {
      rows([], { reset: true, complete: false });
      expect([names(), state().complete]).deep.equal([[], false]);
      rows(['a'], { complete: false });
      expect(names()).deep.equal(['a']);
    });

    it('keeps the rows while the gateway is gone, and while another one begins', () => {
      rows(['a', 'b'], { reset: true });
      listeners.at(-1)!.closed(1006);
      expect([state().link.kind, names()]).deep.equal(['lost', ['a', 'b']]);
      time.tick(400);
      hello();
      rows(['ended'], { reset: true, complete: false });
      expect([state().link.kind, names()]).deep.equal(['lost', ['a', 'b']]);
      rows(['b']);
      expect([state().link.kind, names()]).deep.equal(['live', ['ended', 'b']]);
    });

    it('knows how far the gateway’s clock is ahead, and since when its rows are old by this one', () => {
      const ahead = new Date(time.now + 60_000);
      rows([], { reset: true, at: ahead, staleSince: new Date(ahead.getTime() - 5_000) });
      expect([state().aheadMs, state().staleSince]).deep.equal([60_000, time.now - 5_000]);
    });

    it('begins anew after what is no message, and leaves messages of later versions alone', () => {
      rows(['a'], { reset: true });
      listeners.at(-1)!.message('{"type":"weather"}');
      expect(state().link.kind).equal('live');
      listeners.at(-1)!.message('{"type":"rows"}');
      expect(state().link.kind).equal('lost');
    });
  });
});
