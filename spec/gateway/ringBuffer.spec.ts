import { expect } from 'chai';
import { RingBuffer } from '../../src/gateway/ringBuffer.js';
import { Frame } from '../../src/sinks/frame.js';

const texts = (ring: RingBuffer, seq: number): string[] | undefined =>
  ring.after(seq)?.map(({ text }) => text);

describe('RingBuffer', () => {
  it('returns the events after a position, where it has all of them', () => {
    const ring = new RingBuffer(3);
    for (let seq = 1; seq <= 5; seq++) ring.push(seq, new Frame(String(seq)));
    expect(texts(ring, 5)).deep.equal([]);
    expect(texts(ring, 4)).deep.equal(['5']);
    expect(texts(ring, 2)).deep.equal(['3', '4', '5']);
    expect(texts(ring, 1)).undefined;
    expect(texts(ring, 0)).undefined;
    expect(texts(ring, 6)).undefined;
  });

  it('returns no events before the first one', () => {
    expect(texts(new RingBuffer(), 0)).deep.equal([]);
    expect(texts(new RingBuffer(), 1)).undefined;
  });

  it('drops the oldest events beyond the maximum number of bytes', () => {
    const ring = new RingBuffer(100, 10);
    for (let seq = 1; seq <= 5; seq++) ring.push(seq, new Frame('éé')); // four bytes each
    expect(texts(ring, 3)).length(2);
    expect(texts(ring, 2)).undefined;
    ring.push(6, new Frame('x'.repeat(11)));
    expect(texts(ring, 5)).undefined;
    expect(texts(ring, 6)).deep.equal([]);
    ring.push(7, new Frame('y'));
    expect(texts(ring, 6)).deep.equal(['y']);
  });
});
