import { Writable } from 'node:stream';
import { WriteStream } from 'node:tty';
import type { OutputStream } from '../../../src/cli/process/host.js';

/** The size of a terminal. */
export interface TerminalSize {
  readonly columns: number;
  /** Default 40. */
  readonly rows?: number;
}

/** What reads an output. */
export interface OutputReader {
  /** The reader is a terminal of this size; default: a pipe. */
  readonly terminal?: TerminalSize | undefined;
  /** Takes what is written, and lets the writer wait for it. Fails where the reader has left: see `leave`. */
  readonly take: (text: string) => void | Promise<void>;
}

/** Tells the writer that nobody reads any more. */
export function leave(): never {
  throw Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
}

/** An output with a reader in this process. A terminal returns the carriage at each new line, as a tty does. */
export function fakeOutput({ terminal, take }: OutputReader): OutputStream & Writable {
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk: string | Buffer, _encoding, done) => {
      const text = terminal === undefined ? String(chunk) : String(chunk).replace(/\r?\n/g, '\r\n');
      try {
        const taken = take(text);
        if (taken === undefined) done();
        else taken.then(() => done(), done);
      } catch (error) {
        done(error as Error);
      }
    },
  });
  if (terminal === undefined) return stream;
  const { columns, rows = 40 } = terminal;
  // Node's own way to tell whether a terminal has colours; it needs none for that.
  const { hasColors, getColorDepth } = WriteStream.prototype;
  return Object.assign(stream, { isTTY: true, columns, rows, hasColors, getColorDepth });
}
