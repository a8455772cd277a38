import { isTerminal, type Status } from '../../core/status.js';

const RANKS: Readonly<Record<string, number>> = {
  PENDING: 0,
  IN_PROGRESS: 1,
  STOPPING: 2,
  DELETING: 4,
  DELETED: 5,
};

/** How far a status is in a life; undefined for one that isn't known. */
export function statusRank(status: Status): number | undefined {
  return RANKS[status] ?? (isTerminal(status) ? 3 : undefined);
}

/** Whether `next` lies before `known` in a life: then the answer is older than what is known, or wrong. */
export function isEarlierStatus(next: Status, known: Status): boolean {
  const [a, b] = [statusRank(next), statusRank(known)];
  return a !== undefined && b !== undefined && a < b;
}
