import type { WatchUpdate } from './jobTrackers.js';

/** How what is heard of the watched jobs is shown. */
export interface WatchView {
  /** Resolves when it is out. Fails with `ReaderLeft` where nobody reads any more. */
  readonly show: (update: WatchUpdate) => Promise<void>;
  /** Shows what stays, and gives the output back. May be called twice. */
  readonly end: () => Promise<void>;
}
