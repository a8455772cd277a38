/** What follows the end of a connection: the job is over, reconnecting is of no use, or another attempt. */
export type AfterClose = 'over' | 'refused' | 'retry';

/** Close codes after which reconnecting is of no use; docs/protocol.md. */
const REFUSING: ReadonlySet<number> = new Set([1002, 1003, 1007, 1008, 1009, 1011, 4404]);
/** Answers to the same address as an ordinary request that say so. */
const REFUSING_STATUS: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 501]);

/** What follows a close code. */
export function afterClose(code: number): AfterClose {
  if (code === 1000) return 'over';
  return REFUSING.has(code) ? 'refused' : 'retry';
}

/** Whether an upgrade that was refused with this status will be refused again. */
export const refusesForGood = (status: number): boolean => REFUSING_STATUS.has(status);
