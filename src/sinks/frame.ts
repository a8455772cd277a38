/** A message in the forms in which it is sent. Each form is encoded once for all clients. */
export class Frame {
  #bytes: Buffer | undefined;
  #framed: Buffer | undefined;
  #sse: Buffer | undefined;

  constructor(
    /** The message as JSON, on one line. */
    readonly text: string,
    /** The id of the SSE event: a position, or an empty string, which clears the id before. */
    readonly id?: string,
  ) {}

  /** The payload of a WebSocket message. */
  get bytes(): Buffer {
    return (this.#bytes ??= Buffer.from(this.text));
  }

  /** The whole WebSocket message of a server: header and payload. */
  get framed(): Buffer {
    return (this.#framed ??= Buffer.concat([textHeader(this.bytes.length), this.bytes]));
  }

  /** The message as a server-sent event. */
  get sse(): Buffer {
    const id = this.id === undefined ? '' : `id: ${this.id}\n`;
    return (this.#sse ??= Buffer.from(`${id}data: ${this.text}\n\n`));
  }
}

/** The header of one unmasked text frame with a payload of `length` bytes: RFC 6455, section 5.2. */
function textHeader(length: number): Buffer {
  const FIN_AND_TEXT = 0x81;
  if (length < 126) return Buffer.from([FIN_AND_TEXT, length]);
  const header = Buffer.alloc(length < 65_536 ? 4 : 10);
  header[0] = FIN_AND_TEXT;
  header[1] = length < 65_536 ? 126 : 127;
  if (length < 65_536) header.writeUInt16BE(length, 2);
  else header.writeBigUInt64BE(BigInt(length), 2);
  return header;
}
