import { expect } from 'chai';
import { lineWriter } from '../../src/cli/output/lineWriter.js';
import { OutputClosed, writer } from '../../src/cli/output/writer.js';
import { Writable } from 'node:stream';
import { failure } from '../support/failure.js';
import { virtualTime } from '../support/virtualTime.js';

describe('lineWriter', () => {
  const heard = (): {
    readonly texts: string[];
    readonly out: { write: (text: string) => Promise<void> };
  } => {
    const texts: string[] = [];
    return { texts, out: { write: async text => void texts.push(text) } };
  };

  it('holds the last line of a page back where another page is to come', async () => {
    const { texts, out } = heard();
    const time = virtualTime();
    const written = lineWriter(out, time).write(['a\n', 'b\n', 'c\n'], true);
    await time.pass(49);
    expect(texts).deep.equal(['a\nb\n']);
    await time.pass(1);
    await written;
    expect(texts).deep.equal(['a\nb\n', 'c\n']);
  });

  it('writes the last page, and a page of one line, at once', async () => {
    const { texts, out } = heard();
    const { write } = lineWriter(out, virtualTime());
    await write(['a\n', 'b\n'], false);
    await write(['c\n'], true);
    await write([], true);
    expect(texts).deep.equal(['a\nb\n', 'c\n']);
  });

  it('ends the pause when flushed', async () => {
    const { texts, out } = heard();
    const { write, flush: hurry } = lineWriter(out, virtualTime());
    const written = write(['a\n', 'b\n'], true);
    hurry();
    await written;
    expect(texts).deep.equal(['a\n', 'b\n']);
  });
});

describe('writer', () => {
  const failing = (code: string): Writable =>
    new Writable({
      write: (_chunk, _encoding, done) => {
        done(Object.assign(new Error(code), { code }));
      },
    });

  it('tells a reader that left from a disk that is full', async () => {
    expect(await failure(writer(failing('EPIPE')).write('x'))).instanceOf(OutputClosed);
    expect(await failure(writer(failing('ENOSPC')).write('x'))).property('code', 'ENOSPC');
  });
});
