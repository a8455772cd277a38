import type { WatchUpdate } from './jobTrackers.js';

/** A view of the updates of watched jobs. */
export interface WatchView {
  /** Shows an update, and resolves when it is out. Fails with `OutputClosed` where the reader has closed the output. */
  readonly show: (update: WatchUpdate) => Promise<void>;
  /** Shows what stays, and gives the output back. May be called twice. */
  readonly end: () => Promise<void>;
}
