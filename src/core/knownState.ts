import type { WatchedJob } from './event.js';
import type { KeyedStep, Staleness } from './message.js';

/**
 * What is known of a watched job: the state that the events of its watch lead to, as a snapshot or a replica has it.
 * Other fields, such as those of a snapshot, are ignored.
 */
export interface KnownState {
  /** The latest description of the job. Absent where none is known. */
  readonly job?: WatchedJob | undefined;
  /** Each step with its key, in the order in which the keys were first seen. */
  readonly steps: readonly KeyedStep[];
  /** Whether every step is known. */
  readonly synced: boolean;
  /** Present where the state is stale. */
  readonly stale?: Staleness | undefined;
}
