import type { Frame } from '../sinks/frame.js';
import type { Chunk } from './makeChunk.js';

/** The job that a client follows. */
export interface UpdateSource {
  /** Position of the last event. */
  readonly seq: number;
  /**
   * The next chunk for a client at a position. Without a position: the first chunk of a snapshot. A client that is within
   * a snapshot has none of the steps that were removed up to `removedUntil`, the job's position when the snapshot began.
   */
  readonly chunkAfter: (from: number | undefined, removedUntil?: number) => Chunk;
}

/** Position of a client that reconnects, and the events that it has missed. */
export interface ResumePoint {
  readonly seq: number;
  /** Undefined where some of the events aren't stored any more. */
  readonly missedFrames: readonly Frame[] | undefined;
  /** Whether the state of the watch follows: another gateway may have told the client something else. */
  readonly needsState: boolean;
}
