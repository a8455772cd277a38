import type { Observable } from 'rxjs';
import type { Time } from '../../core/time.js';

/** A connection, as a feed uses it. */
export interface FeedSocket {
  /** Sends a text; server-sent events carry none. */
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

/** How the gateway is reached: by a WebSocket, or by server-sent events where something on the way lets no WebSocket through. */
export type Transport = 'socket' | 'events';

/** What a feed needs of the browser. */
export interface FeedPorts {
  /** Opens a connection at an address below the page's own. Throws where the browser has no such transport. */
  readonly open: Readonly<Record<Transport, (address: string, listener: SocketListener) => FeedSocket>>;
  /** The transport that has worked last, and that a feed begins with. */
  readonly preferred: () => Transport;
  /** Remembers a transport that works. */
  readonly prefer: (transport: Transport) => void;
  /** Asks the same address as an ordinary request; undefined where there is no answer either. */
  readonly ask: (address: string) => Promise<RefusedWith | undefined>;
  /** Emits when the page is looked at again, or the network is back. */
  readonly wake$: Observable<unknown>;
  readonly time: Pick<Time, 'now' | 'random' | 'after'>;
}
