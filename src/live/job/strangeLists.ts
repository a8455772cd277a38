/** Decides whether a list may be that of another job of the same name. */
export type IsStrange = (list: ListedEndpoints) => boolean;

/** The endpoints that a list has, and those that are known. Moments are in monotonic milliseconds. */
export interface ListedEndpoints {
  readonly listed: readonly string[];
  readonly known: ReadonlySet<string>;
  /** Whether a known step may be one of those that can't be decoded. */
  readonly isUnreadable: boolean;
  /** Moment at which the list was read. */
  readonly now: number;
  /** Moment at which the job was last described as the same one. */
  readonly describedAt: number;
}

/**
 * A list is strange that has none of the known endpoints, until the job was described as the same one since the
 * first such list. Where it has other endpoints, that has to be later by `lagMs`: the replica that described the
 * job may be behind by that.
 */
export function strangeLists(lagMs: number): IsStrange {
  let since: number | undefined;
  return ({ listed, known, isUnreadable, now, describedAt }) => {
    const isBare = listed.length === 0;
    if (known.size === 0 || listed.some(name => known.has(name)) || (isBare && isUnreadable)) {
      since = undefined;
      return false;
    }
    const isConfirmed = since !== undefined && describedAt - since >= (isBare ? 0 : lagMs);
    since ??= now;
    return !isConfirmed;
  };
}
