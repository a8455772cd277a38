import type { Observable } from 'rxjs';
import type { Time } from '../../core/time.js';

/** A connection, as a feed uses it. */
export interface FeedSocket {
  readonly send: (text: string) => void;
  /** Closes the connection; its listener receives nothing from then on. */
  readonly close: () => void;
}

/** Receives the messages and the end of a connection. */
export interface SocketListener {
  readonly message: (data: unknown) => void;
  readonly closed: (code: number) => void;
}

/** Why a connection was refused: the response to an ordinary request to the same address. */
export interface RefusedWith {
  readonly status: number;
  readonly message: string;
}

/** What a feed needs of the browser. */
export interface FeedPorts {
  /** Opens a WebSocket at an address below the page's own. */
  readonly open: (address: string, listener: SocketListener) => FeedSocket;
  /** Asks the same address as an ordinary request; undefined where there is no answer either. */
  readonly ask: (address: string) => Promise<RefusedWith | undefined>;
  /** Emits when the page is looked at again, or the network is back. */
  readonly wake$: Observable<unknown>;
  readonly time: Pick<Time, 'now' | 'random' | 'after'>;
}
