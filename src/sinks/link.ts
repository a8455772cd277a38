import type { Frame } from './frame.js';

/** A connection to one client, over WebSocket or server-sent events. */
export interface Link {
  /** Whether messages can still be sent. */
  readonly open: boolean;
  /** Number of bytes that were sent and not acknowledged. */
  readonly backlog: number;
  /** Whether something that was sent is still to be acknowledged. */
  readonly pending: boolean;
  /** Position of the last acknowledgement: a value that changes with each one. */
  readonly position: string | number;
  readonly send: (frame: Frame) => void;
  /** Sends a heartbeat of the transport: a ping, which the client acknowledges, or a comment. */
  readonly heartbeat: () => void;
  /** Sets the object that is told whenever the backlog has shrunk. */
  readonly onDrain: (listener: DrainListener) => void;
  /** Sets the object that is told once that the connection is closed: at once where it is closed already. */
  readonly onClose: (listener: CloseListener) => void;
  /** Closes the connection in order, after everything that was sent. */
  readonly end: (code: number, reason: string) => void;
  /** Closes the connection at once. */
  readonly destroy: () => void;
  /** Removes all listeners, and leaves the connection as it is. */
  readonly detach: () => void;
}

/** What a link tells of its backlog. A gateway has thousands of links: an object for each is less than a function. */
export interface DrainListener {
  readonly drained: () => void;
}

/** What a link tells of its end. */
export interface CloseListener {
  readonly closed: () => void;
}

/** A listener that ignores everything. */
export const DEAF: DrainListener & CloseListener = { drained: () => undefined, closed: () => undefined };

/** Backlog above which a client is behind and receives only the latest state of each step, in bytes. */
export const MAX_BACKLOG_BYTES: number = 256 * 1024;
/** Longest time without progress after which a client is cut off, in milliseconds. */
export const STALL_MS: number = 30_000;
