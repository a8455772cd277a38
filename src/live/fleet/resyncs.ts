/** How many resyncs a fleet may make: polls of jobs for which the list showed no change. */
export interface Resyncs {
  readonly areAllowed: () => boolean;
  /** Allows this number until the next list, in place of what was left. */
  readonly allow: (count: number) => void;
  /** The list was found to miss changes: allows resyncs until this number in a row has found no change. */
  readonly allowUntilQuiet: (count: number) => void;
  /** One begins. */
  readonly begin: () => void;
  /** One has found no change. */
  readonly foundNothing: () => void;
}

/** Makes the count of resyncs: none are allowed at first. */
export function resyncs(): Resyncs {
  let allowed = 0;
  let quietLeft = 0;
  return {
    areAllowed: () => quietLeft > 0 || allowed > 0,
    allow: count => {
      allowed = count;
    },
    allowUntilQuiet: count => {
      quietLeft = count;
    },
    begin: () => {
      allowed = Math.max(0, allowed - 1);
    },
    foundNothing: () => {
      quietLeft = Math.max(0, quietLeft - 1);
    },
  };
}
