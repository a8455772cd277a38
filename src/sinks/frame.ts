/** A message in the forms in which it is sent. Each form is made once, however many get it. */
export class Frame {
  #bytes: Buffer | undefined;
  #sse: Buffer | undefined;

  constructor(
    /** The message as JSON, in one line. */
    readonly text: string,
    /** The id of the SSE event: a position, or an empty text, which clears the one before. */
    readonly id?: string,
  ) {}

  /** The payload of a WebSocket message. */
  get bytes(): Buffer {
    return (this.#bytes ??= Buffer.from(this.text));
  }

  /** An event of SSE. */
  get sse(): Buffer {
    const id = this.id === undefined ? '' : `id: ${this.id}\n`;
    return (this.#sse ??= Buffer.from(`${id}data: ${this.text}\n\n`));
  }
}
