import type { Frame } from './frame.js';

/** A connection to one client, whatever it speaks. */
export interface Link {
  /** Whether it takes messages still. */
  readonly open: boolean;
  /** Bytes that were sent and that the client isn't known to have taken. */
  readonly backlog: number;
  readonly send: (frame: Frame) => void;
  /** Asks for a sign of life, or gives one. */
  readonly beat: () => void;
  /** Calls when the backlog has shrunk. */
  readonly onRoom: (listener: () => void) => void;
  /** Calls once when the connection is gone, at once where it is already. */
  readonly onGone: (listener: () => void) => void;
  /** Ends in order, behind all that was sent. */
  readonly end: (code: number, reason: string) => void;
  /** Ends at once. */
  readonly destroy: () => void;
  /** Stops listening; the connection stays as it is. */
  readonly leave: () => void;
  /** Whether the client owes a sign, and a figure that changes with each that it gives. */
  readonly progress: () => Progress;
}

/** How a client gets on. */
export interface Progress {
  readonly owes: boolean;
  readonly mark: string;
}

/** Above so many bytes a client is slow, and gets the latest of each step. */
export const MAX_BACKLOG_BYTES: number = 256 * 1024;
/** Milliseconds without any progress after which a client is given up. */
export const STALL_MS: number = 30_000;
