/** The reader of the output has closed it, as `| head -1` does. */
export class OutputClosed extends Error {}

/** Writes texts in turn, each when the one before is out. */
export interface Writer {
  /** Resolves when the text is out. Fails with `OutputClosed` where the reader has closed it. */
  readonly write: (text: string) => Promise<void>;
}

const CLOSED_CODES = new Set(['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END']);

/** Writes to a stream such as a standard output. */
export function writer(stream: NodeJS.WritableStream): Writer {
  // Each failure reaches the callback of its write; without a listener it would end the process.
  stream.on('error', () => undefined);
  return {
    write: text =>
      new Promise((resolve, reject) => {
        stream.write(text, error => {
          if (error === null || error === undefined) resolve();
          else
            reject(
              CLOSED_CODES.has((error as NodeJS.ErrnoException).code ?? '') ? new OutputClosed() : error,
            );
        });
      }),
  };
}
