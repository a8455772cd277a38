/** Class of a call when permits are short: `foreground` for listings, `background` for polls of watches. */
export type Priority = 'foreground' | 'background';

/** What every call is made with. */
export interface CallOptions {
  /** Ends the call at once: in the queue, in flight, while the body is read, and in a back-off. */
  readonly signal: AbortSignal;
  /** Default `foreground`. */
  readonly priority?: Priority | undefined;
  /** The context of the call on the tracing channel, where there is a subscriber. */
  readonly call?: object | undefined;
  /** Number of the attempt, from 1; set by the retry wrapper. */
  readonly attempt?: number | undefined;
}
