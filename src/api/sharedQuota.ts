import type { Priority } from './recommenderApi.js';

/** A quota that several processes share, such as `redisQuota` of `stepstream/redis` makes it. */
export interface SharedQuota {
  /** Reserves the next calls of one process. */
  readonly reserve: (request: ReservationRequest) => Promise<ReservationReply>;
  /**
   * Reads the shared pace. With a `change` it is written first, unless another process has written it since
   * `change.version`: the reply's `version` shows which.
   */
  readonly pace: (change?: PaceChange) => Promise<PaceReply>;
  /** Reads the engine's clock, in milliseconds, and changes nothing. */
  readonly now: () => Promise<number>;
  /** Removes a process, and returns the calls that it has reserved and that aren't due yet. */
  readonly leave: (member: string, unused: number) => Promise<void>;
}

/** What a process asks for, and what the engine can't know. */
export interface ReservationRequest {
  /** A name of the process, of its own. */
  readonly member: string;
  /** Version of the pace that the process knows; `NO_PACE` for none. */
  readonly version: string;
  /** Milliseconds for each call, by that pace. */
  readonly everyMs: number;
  /** The quota that the process was given. The lowest of all processes holds for all. */
  readonly quota: GivenQuota;
  /** Number of calls wanted, 1 or more. */
  readonly calls: number;
  /** Callers that wait, by priority. */
  readonly waiting: Readonly<Record<Priority, number>>;
  /** Calls that were reserved earlier and not made. They count as far as the bucket has had room for them since. */
  readonly unused: UnusedCalls;
  /** The process has made calls of its own meanwhile, so that no burst is due. */
  readonly spent: boolean;
  /** Number of processes that this one knows of, 1 or more. */
  readonly members: number;
  /**
   * Milliseconds since this process has last reached the state; undefined for never. State that is missing
   * though it can't have expired since then was lost.
   */
  readonly metMs: number | undefined;
  /** Moment by the engine's clock after which the request isn't served any more; undefined for never. */
  readonly deadline: number | undefined;
}

/** Calls that were reserved and not made, and the least `taken` of their replies. */
export interface UnusedCalls {
  readonly calls: number;
  readonly taken: number;
}

/** The quota that a process was given: calls a second, and calls that may be made at once after a rest. */
export interface GivenQuota {
  readonly perSecond: number;
  readonly burst: number;
}

/** The answer to a request, with the engine's clock and the number of processes. */
export type ReservationReply = {
  /** Moment of the answer by the engine's clock, in milliseconds. */
  readonly now: number;
  /** Number of processes that have reserved lately, this one included. */
  readonly members: number;
} & (
  | {
      readonly kind: 'granted';
      readonly quotas: GivenQuotas;
      /** Milliseconds until the calls may be made. */
      readonly waitMs: number;
      /** The class that has its turn. */
      readonly priority: Priority;
      /** Count of all that has left the bucket up to now, these calls included. It only grows. */
      readonly taken: number;
    }
  /** The foreground of another process goes first: ask again in `waitMs`. */
  | { readonly kind: 'later'; readonly quotas: GivenQuotas; readonly waitMs: number }
  /** The deadline was over. Nothing was reserved. */
  | { readonly kind: 'late' }
  /** The pace has another version. Nothing was reserved. */
  | { readonly kind: 'pace'; readonly version: string; readonly pace: string | undefined }
);

/** The quotas that processes have reserved with lately, each once: more than one is a mistake of theirs. */
export type GivenQuotas = readonly GivenQuota[];

/** Version of a pace that no throttle has changed yet. */
export const NO_PACE = '0';

/** The pace after throttles, for all processes. */
export interface PaceChange {
  /** Version that this one takes the place of. */
  readonly version: string;
  readonly pace: string;
  /** Number of throttles that it follows from. */
  readonly throttles: number;
  /** Milliseconds in which no process makes a call. */
  readonly restMs: number;
  /** Milliseconds for each call from now on. */
  readonly everyMs: number;
}

/** The shared pace, and what all processes together have done. */
export interface PaceReply {
  /** Moment of the answer by the engine's clock, in milliseconds. */
  readonly now: number;
  readonly version: string;
  /** The text of `PaceChange`; undefined without one. */
  readonly pace: string | undefined;
  /** Calls that were due up to now and not throttled, counted since the state exists. */
  readonly successes: number;
  /** Moment at which the bucket was full for the last time; undefined for never. */
  readonly fullAt: number | undefined;
}
