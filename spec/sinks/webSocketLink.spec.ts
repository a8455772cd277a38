import { expect } from 'chai';
import { Frame } from '../../src/sinks/frame.js';
import type { WebSocketLike } from '../../src/sinks/webSocketLike.js';
import { WebSocketLink } from '../../src/sinks/webSocketLink.js';

const KB = 1024;

/** A socket like those of `ws`; without pings, like one that has no more than the standard. */
class FakeSocket {
  readyState = 1;
  bufferedAmount = 0;
  readonly sent: unknown[] = [];
  readonly pings: string[] = [];
  readonly closes: unknown[] = [];
  readonly listeners = new Map<string, (...given: never[]) => void>();
  ping?: (name: string) => void = name => this.pings.push(name);
  terminate?: () => void = () => this.closes.push('terminated');

  send(...sent: readonly unknown[]): void {
    this.sent.push(...sent);
  }
  close(...how: readonly unknown[]): void {
    this.closes.push(how);
  }
  addEventListener(type: string, listener: () => void): void {
    this.listeners.set(type, listener);
  }
  removeEventListener(type: string): void {
    this.listeners.delete(type);
  }
  on(type: string, listener: () => void): void {
    this.listeners.set(type, listener);
  }
  off(type: string): void {
    this.listeners.delete(type);
  }
  emit(type: string, ...given: readonly unknown[]): void {
    this.listeners.get(type)?.(...(given as never[]));
  }
}

const frame = (bytes: number): Frame => new Frame('x'.repeat(bytes));

describe('WebSocketLink', () => {
  function linked({ pings = true } = {}): { readonly socket: FakeSocket; readonly link: WebSocketLink } {
    const socket = new FakeSocket();
    if (!pings) delete socket.ping;
    return { socket, link: new WebSocketLink(socket as unknown as WebSocketLike) };
  }

  it('counts bytes that no pong has acknowledged as backlog, wherever they are', () => {
    const { socket, link } = linked();
    let drained = 0;
    link.onDrain({ drained: () => (drained += 1) });
    for (let n = 0; n < 5; n++) link.send(frame(30 * KB));
    expect(socket.sent[0]).deep.equal(Buffer.from('x'.repeat(30 * KB)));
    expect(socket.sent[1]).deep.equal({ binary: false });
    expect(socket.pings).deep.equal(['1']);
    expect(link.backlog).equal(150 * KB);
    socket.emit('pong', Buffer.from('1'));
    expect([link.backlog, drained]).deep.equal([60 * KB, 1]);
    link.send(frame(30 * KB));
    link.heartbeat();
    expect(socket.pings).deep.equal(['1', '2', '3']);
    socket.emit('pong', Buffer.from('3')); // acknowledges the one before, too
    expect([link.backlog, link.pending]).deep.equal([0, false]);
    socket.bufferedAmount = 7;
    expect(link.pending).true;
  });

  it('ignores a pong that acknowledges bytes before they can have been read', () => {
    const { socket, link } = linked();
    link.send(frame(70 * KB));
    socket.bufferedAmount = 50 * KB;
    socket.emit('pong', Buffer.from('1'));
    expect(link.backlog).equal(50 * KB);
  });

  it('says of each pong whether it answers a ping', () => {
    const { link } = linked();
    for (let n = 0; n < 3; n++) link.heartbeat();
    const answers = ['2', '3', '3', '1', '4', ''].map(name => link.acknowledge(Buffer.from(name)));
    expect(answers).deep.equal([true, true, false, false, false, false]);
  });

  it('ignores a pong without a ping', () => {
    const { socket, link } = linked();
    link.send(frame(70 * KB));
    const { position } = link;
    for (const name of ['', '2', '0', 'x', '1 ']) socket.emit('pong', Buffer.from(name));
    expect([link.backlog, link.pending, link.position]).deep.equal([70 * KB, true, position]);
    socket.emit('pong', Buffer.from('1'));
    socket.emit('pong', Buffer.from('1'));
    expect([link.pending, link.position]).deep.equal([false, 1]);
  });

  it('counts buffered bytes as backlog, where the socket can not ping', () => {
    const { socket, link } = linked({ pings: false });
    link.send(frame(100 * KB));
    expect(socket.sent).deep.equal(['x'.repeat(100 * KB)]);
    expect(link.backlog).equal(0);
    socket.bufferedAmount = 40 * KB;
    const { pending, position } = link;
    expect([link.backlog, pending]).deep.equal([40 * KB, true]);
    socket.bufferedAmount = 39 * KB;
    expect(link.position).not.equal(position);
    link.heartbeat();
    delete socket.terminate;
    link.destroy();
    expect(socket.closes).deep.equal([[]]);
  });

  it('calls once that the connection is closed, at once where it is closed already', () => {
    const { socket, link } = linked();
    let gone = 0;
    link.onClose({ closed: () => (gone += 1) });
    socket.emit('error');
    expect(gone).equal(0);
    socket.emit('close');
    socket.emit('close');
    expect(gone).equal(1);
    const late = linked();
    late.socket.readyState = 3;
    late.link.onClose({ closed: () => (gone += 1) });
    expect(gone).equal(2);
  });

  it('sends nothing on a socket that is not open', () => {
    const { socket, link } = linked();
    for (const state of [0, 2, 3]) {
      socket.readyState = state;
      link.send(frame(1));
      link.heartbeat();
    }
    expect([socket.sent, socket.pings, link.open]).deep.equal([[], [], false]);
  });

  it('closes in order, or at once, and removes its listeners when it detaches', () => {
    const { socket, link } = linked();
    link.end(1001, 'closing');
    link.destroy();
    expect(socket.closes).deep.equal([[1001, 'closing'], 'terminated']);
    link.detach();
    expect([...socket.listeners.keys()]).deep.equal(['error']);
  });
});
