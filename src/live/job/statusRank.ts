import { isTerminal, type Status } from '../../core/status.js';

const RANKS: Readonly<Record<string, number>> = {
  PENDING: 0,
  IN_PROGRESS: 1,
  STOPPING: 2,
  DELETING: 4,
  DELETED: 5,
};

/** Rank of a status in the life of a job or step, from PENDING, 0, on; undefined for an unknown status. */
export function statusRank(status: Status): number | undefined {
  return RANKS[status] ?? (isTerminal(status) ? 3 : undefined);
}

/** Whether `next` is earlier in a life than `known`: then the answer is out of date, or wrong. */
export function isEarlierStatus(next: Status, known: Status): boolean {
  const [a, b] = [statusRank(next), statusRank(known)];
  return a !== undefined && b !== undefined && a < b;
}
