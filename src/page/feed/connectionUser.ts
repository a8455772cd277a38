import type { Link } from './feedState.js';

/** What messages say about the connection itself. */
export type ControlMessage =
  | { readonly type: 'hello'; readonly protocol: number; readonly heartbeatMs: number }
  | { readonly type: 'error'; readonly message: string; readonly retry: boolean }
  | { readonly type: 'bye'; readonly retry: boolean };

/** What a connection is used for. */
export interface ConnectionUser {
  /** The address, with the position to resume from. */
  readonly address: () => string;
  /**
   * Takes the data of a message. Returns what it says about the connection, if anything; `broken` where it can't be read, or
   * doesn't follow the one before: the connection is opened anew.
   */
  readonly take: (data: unknown) => ControlMessage | 'broken' | undefined;
  /** Receives how the connection stands, apart from `live`, which the messages show. */
  readonly link: (link: Link) => void;
}
