import type { Position } from '../../core/position.js';

/**
 * Whether a reader at a position has to read the whole log, as its head is elsewhere: in another epoch, behind the reader, or
 * ahead of it since the reply before. A head that has moved on since then may still be on its way.
 */
export function hasToJoin(
  at: Position | undefined,
  head: Position,
  headBefore: Position | undefined,
): boolean {
  if (at?.epoch !== head.epoch || head.seq < at.seq) return true;
  return headBefore?.epoch === head.epoch && at.seq < headBefore.seq;
}
