import { expect } from 'chai';
import { transportMemory } from '../../../src/page/feed/transportMemory.js';

describe('the memory of the transport that works', () => {
  const stored = new Map<string, string>();
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  };
  let now = 0;
  beforeEach(() => stored.clear());

  it('lasts ten minutes, after which WebSockets are tried first again', () => {
    const page = () =>
      transportMemory(
        () => storage,
        () => now,
      );
    expect(page().preferred()).equal('socket');
    page().prefer('events');
    now = 599_999;
    expect(page().preferred()).equal('events');
    now = 600_000;
    expect(page().preferred()).equal('socket');
  });

  it('is forgotten once a WebSocket works', () => {
    const { prefer, preferred } = transportMemory(
      () => storage,
      () => now,
    );
    prefer('events');
    prefer('socket');
    expect([preferred(), stored.size]).deep.equal(['socket', 0]);
  });

  it('isn’t needed: a browser may refuse its storage', () => {
    const { prefer, preferred } = transportMemory(
      () => {
        throw new Error('SecurityError');
      },
      () => now,
    );
    prefer('events');
    expect(preferred()).equal('socket');
  });
});
