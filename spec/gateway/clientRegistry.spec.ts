import { expect } from 'chai';
import type { Client, Ending } from '../../src/gateway/client.js';
import type { UpdateSource } from '../../src/gateway/updateSource.js';
import { ClientRegistry } from '../../src/gateway/clientRegistry.js';
import { messageFrame } from '../../src/gateway/messageFrame.js';
import { Frame } from '../../src/sinks/frame.js';
import { FakeLink } from '../support/fakeLink.js';
import { virtualTime, type VirtualTime } from '../support/virtualTime.js';

const STALL_MS = 30_000;
const CHECK_MS = 500;
const HEARTBEAT_MS = 10_000;
/** Number of checks in the time between two heartbeats of a client. */
const CHECKS: number = HEARTBEAT_MS / CHECK_MS;
/** A job without events. */
const quiet: UpdateSource = {
  seq: 0,
  chunkAfter: () => ({ frame: new Frame('{"type":"snapshot"}'), seq: 0, headSeq: 0, isSnapshot: true }),
};
const hello = new Frame('{"type":"hello"}');
const CLOSING: Ending = {
  frame: messageFrame({ type: 'bye', reason: 'closing', retry: true }),
  code: 1001,
  reason: 'closing',
};

describe('ClientRegistry', () => {
  let time: VirtualTime;
  let clients: ClientRegistry;
  beforeEach(() => {
    time = virtualTime();
    clients = new ClientRegistry(STALL_MS, time);
  });

  /** A client that has its snapshot, and is deleted once its connection is closed. */
  function connect(link: FakeLink = new FakeLink()): { readonly link: FakeLink; readonly client: Client } {
    const client = clients.add(link, quiet);
    client.greet(hello);
    link.onClose({
      closed: () => {
        clients.delete(client);
      },
    });
    return { link, client };
  }

  it('sends a heartbeat and a message to each client within heartbeatMs, and keeps no process alive', async () => {
    const links = Array.from({ length: CHECKS }, () => connect().link);
    const slow = new FakeLink();
    slow.backlog = 1e9;
    connect(slow);
    for (const times of [1, 2, 3]) {
      await time.pass(HEARTBEAT_MS);
      for (const link of links) {
        expect([link.heartbeats, link.sent.length]).deep.equal([times, 2 + times]);
        expect(link.sent.at(-1)).deep.equal({ type: 'beat' });
      }
      expect([slow.heartbeats, slow.sent.length]).deep.equal([times, 1]);
    }
    expect([time.timers(), time.held()]).deep.equal([1, 0]);
  });

  it('sends them to some of the clients at a time, and to none that has just joined', async () => {
    const links = Array.from({ length: 3 * CHECKS }, () => connect().link);
    const sum = (of: (link: FakeLink) => number): number => links.reduce((all, link) => all + of(link), 0);
    const sentAt: (readonly [heartbeats: number, messages: number])[] = [];
    for (let check = 1; check <= 2 * CHECKS; check++) {
      const before = [sum(link => link.heartbeats), sum(link => link.sent.length)] as const;
      await time.pass(CHECK_MS);
      sentAt.push([sum(link => link.heartbeats) - before[0], sum(link => link.sent.length) - before[1]]);
    }
    const none = Array.from({ length: CHECKS / 2 }, () => [0, 0]);
    const some = Array.from({ length: CHECKS / 2 }, () => [6, 6]);
    expect(sentAt).deep.equal([...none, ...some, ...none, ...some]);
  });

  it('sends no such message to a client that receives others, and is never silent for longer than heartbeatMs', async () => {
    const clientsOf = Array.from({ length: CHECKS }, () => connect());
    for (let seq = 1; seq <= 10; seq++) {
      await time.pass(HEARTBEAT_MS / 2 - 1);
      for (const { client } of clientsOf) client.deliver(seq, new Frame('{"type":"event"}'));
    }
    for (const { link } of clientsOf) {
      expect(link.sent.filter(message => (message as { type: string }).type === 'beat')).deep.equal([]);
      expect(link.heartbeats).within(4, 5);
    }
    await time.pass(HEARTBEAT_MS);
    for (const { link } of clientsOf) expect(link.sent.at(-1)).deep.equal({ type: 'beat' });
  });

  it('cuts off a client that acknowledges nothing for stallMs, and not before', async () => {
    const [stalled, halting, idle] = [connect().link, connect().link, connect().link];
    const destroyed = (): boolean[] => [stalled, halting, idle].map(link => link.destroyed);
    await time.pass(60_000);
    for (const link of [stalled, halting]) link.pending = true;
    // A client without pending messages made progress a heartbeat ago; and stalls are detected two checks early.
    const leftMs = STALL_MS - 10_000 - 2 * CHECK_MS;
    await time.pass(leftMs - 1);
    expect(destroyed()).deep.equal([false, false, false]);
    halting.position = 'here';
    await time.pass(1);
    expect(destroyed()).deep.equal([true, false, false]);
    expect(clients.size).equal(2);
    await time.pass(STALL_MS - 2 * CHECK_MS - 1);
    expect(destroyed()).deep.equal([true, false, false]);
    await time.pass(1);
    expect(destroyed()).deep.equal([true, true, false]);
    await time.pass(2 * STALL_MS);
    expect([idle.destroyed, clients.size]).deep.equal([false, 1]);
  });

  it('gives a connection that was ended ten checks to close', async () => {
    const { link, client } = connect();
    client.finish(CLOSING);
    expect(link.ends).deep.equal([[1001, 'closing']]);
    await time.pass(11 * CHECK_MS - 1);
    expect(link.destroyed).false;
    await time.pass(1);
    expect([link.destroyed, clients.size]).deep.equal([true, 0]);
  });

  it('counts the clients that are behind, and brings them up to date at the next check after they have room', async () => {
    const link = new FakeLink();
    link.backlog = 200_000;
    connect(link);
    expect([clients.size, clients.behind]).deep.equal([1, 1]);
    link.backlog = 0;
    await time.pass(CHECK_MS);
    expect([clients.behind, link.sent.length]).deep.equal([0, 2]);
  });

  describe('when all clients are ended', () => {
    const ended = (drainMs: number): { readonly is: boolean } => {
      const state = { is: false };
      void clients.endAll(CLOSING, drainMs).then(() => (state.is = true));
      return state;
    };

    it('sends bye, waits until all connections are closed, and leaves no timer', async () => {
      const [a, b] = [connect().link, connect().link];
      const end = ended(5_000);
      await time.pass(100);
      for (const link of [a, b]) {
        expect([link.sent.at(-1), link.ends]).deep.equal([
          { type: 'bye', reason: 'closing', retry: true },
          [[1001, 'closing']],
        ]);
        expect(end.is).false;
        expect(time.held(), 'the process is to stay until then').equal(1);
        link.go();
      }
      await time.pass(0);
      expect([end.is, time.timers()]).deep.equal([true, 0]);
    });

    it('cuts off clients that are left after drainMs, and not before', async () => {
      const { link } = connect();
      link.backlog = 1e9;
      const end = ended(700);
      await time.pass(699);
      expect([link.destroyed, end.is]).deep.equal([false, false]);
      await time.pass(1);
      expect([link.destroyed, end.is, time.timers()]).deep.equal([true, true, 0]);
    });

    it('ends at once without clients', async () => {
      const end = ended(5_000);
      await time.pass(0);
      expect([end.is, time.timers()]).deep.equal([true, 0]);
    });
  });
});
