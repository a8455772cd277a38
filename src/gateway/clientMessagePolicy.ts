import { isRight } from 'fp-ts/lib/Either.js';
import { ClientMessage } from '../decode/message.js';

const MAX_PER_SECOND = 20;
const SECOND_MS = 1_000;

/** What a message of a client comes to: `ping` is to be answered, the others end the connection. */
export type MessageVerdict = 'ping' | 'binary' | 'unknown' | 'tooMany';

/** Judges what one client says. */
export class ClientMessagePolicy {
  #since = -Infinity;
  #count = 0;

  constructor(private readonly monotonic: () => number) {}

  /** Whether one more message is one too many. */
  exceedsRate(): boolean {
    const now = this.monotonic();
    if (now - this.#since >= SECOND_MS) {
      this.#since = now;
      this.#count = 0;
    }
    this.#count += 1;
    return this.#count > MAX_PER_SECOND;
  }

  classify(data: string, isBinary: boolean): MessageVerdict {
    if (this.exceedsRate()) return 'tooMany';
    if (isBinary) return 'binary';
    return isRight(ClientMessage.decode(parse(data))) ? 'ping' : 'unknown';
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
