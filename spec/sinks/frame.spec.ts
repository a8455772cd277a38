import { PassThrough, type Writable } from 'node:stream';
import { expect } from 'chai';
import * as ws from 'ws';
import { Frame } from '../../src/sinks/frame.js';

/** The receiver of `ws`, which its types leave out. */
const { Receiver } = ws as unknown as { readonly Receiver: new (options: object) => Writable };

describe('Frame', () => {
  /** The message that a receiver of `ws` reads from these bytes. */
  const read = (bytes: Buffer): Promise<readonly [text: string, binary: boolean]> =>
    new Promise((resolve, reject) => {
      const receiver = new Receiver({ isServer: false, maxPayload: 1_000_000 });
      receiver.on('message', (data: Buffer, binary: boolean) => {
        resolve([data.toString(), binary]);
      });
      receiver.on('error', reject);
      const wire = new PassThrough();
      wire.pipe(receiver);
      wire.write(bytes);
    });

  for (const length of [0, 1, 125, 126, 127, 65_535, 65_536, 70_000])
    it(`is one text message of ${length} bytes`, async () => {
      const text = 'x'.repeat(length);
      expect(await read(new Frame(text).framed)).deep.equal([text, false]);
    });

  it('counts bytes and not characters', async () => {
    const text = '€'.repeat(50);
    expect(await read(new Frame(text).framed)).deep.equal([text, false]);
  });

  it('encodes each form once', () => {
    const frame = new Frame('{}', 'e-1');
    expect(frame.bytes).equal(frame.bytes);
    expect(frame.framed).equal(frame.framed);
    expect(frame.sse).equal(frame.sse);
    expect(frame.sse.toString()).equal('id: e-1\ndata: {}\n\n');
    expect(new Frame('{}').sse.toString()).equal('data: {}\n\n');
  });
});
