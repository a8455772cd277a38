import { isRight } from 'fp-ts/lib/Either.js';
import { ClientMessage } from '../decode/message.js';

/** Maximum number of messages that a client may send in a second. */
const MAX_PER_SECOND = 20;
const SECOND_MS = 1_000;

/** How a message of a client is handled: a `ping` is answered, everything else ends the connection. */
export type MessageVerdict = 'ping' | 'binary' | 'unknown' | 'tooMany';

/** Checks the messages of one client: their rate (a fixed window of one second), their form and their content. */
export class ClientMessagePolicy {
  #windowStart = -Infinity;
  #count = 0;

  constructor(private readonly monotonic: () => number) {}

  /** Counts one more message, and says whether it exceeds the rate limit. */
  exceedsRate(): boolean {
    const now = this.monotonic();
    if (now - this.#windowStart >= SECOND_MS) {
      this.#windowStart = now;
      this.#count = 0;
    }
    this.#count += 1;
    return this.#count > MAX_PER_SECOND;
  }

  /** Counts and checks one message. */
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
