/** How often the connection may call the service, all its streams together. */
export interface Quota {
  /** Calls a second, above 0. Default 2; `Infinity` asks for none. */
  readonly perSecond?: number | undefined;
  /** Calls that may go out at once after a rest, 1 or more. Default 2. */
  readonly burst?: number | undefined;
}

/** What holds where nothing is given: what sibling operations allow for a whole account. */
export const QUOTA_DEFAULTS: Required<Quota> = { perSecond: 2, burst: 2 };
