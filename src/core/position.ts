/** A position in the numbered events of a job. */
export interface Position {
  /** The id of the numbering. */
  readonly epoch: string;
  /** The number of the last event that is included. */
  readonly seq: number;
}

const POSITION = /^([0-9a-z]{1,32})-(0|[1-9]\d{0,14})$/;
const LONGEST = 48;

/**
 * Formats a position, for example as `9f2c41d07be85a36-42`.
 *
 * @example
 * ```ts
 * import { formatPosition } from 'stepstream';
 *
 * formatPosition({ epoch: '9f2c41d07be85a36', seq: 42 }); // '9f2c41d07be85a36-42'
 * ```
 */
export function formatPosition({ epoch, seq }: Position): string {
  return `${epoch}-${String(seq)}`;
}

/**
 * Parses a position; undefined where the string isn't one.
 *
 * @example
 * ```ts
 * import { parsePosition } from 'stepstream';
 *
 * parsePosition('9f2c41d07be85a36-42'); // { epoch: '9f2c41d07be85a36', seq: 42 }
 * parsePosition('42'); // undefined
 * ```
 */
export function parsePosition(text: string): Position | undefined {
  const [, epoch, seq] = (text.length <= LONGEST ? POSITION.exec(text) : null) ?? [];
  return epoch === undefined ? undefined : { epoch, seq: Number(seq) };
}

/** Whether both are the same position. Two that are unknown aren't. */
export function isSamePosition(a: Position | undefined, b: Position | undefined): boolean {
  return a !== undefined && a.epoch === b?.epoch && a.seq === b.seq;
}
