/** A place in the count of what happened to a job. */
export interface Position {
  /** Names the count. */
  readonly epoch: string;
  /** The number of the last event that is in. */
  readonly seq: number;
}

const POSITION = /^([0-9a-z]{1,32})-(0|[1-9]\d{0,14})$/;
const LONGEST = 48;

/** A position as text: `9f2c41d07be85a36-42`. */
export function formatPosition({ epoch, seq }: Position): string {
  return `${epoch}-${String(seq)}`;
}

/** The position that a text stands for; undefined where it stands for none. */
export function parsePosition(text: string): Position | undefined {
  const [, epoch, seq] = (text.length <= LONGEST ? POSITION.exec(text) : null) ?? [];
  return epoch === undefined ? undefined : { epoch, seq: Number(seq) };
}
