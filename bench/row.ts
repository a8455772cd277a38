/** One line of the table that `npm run bench` prints. */
export interface Row {
  readonly what: string;
  /** What was measured, in words and figures. */
  readonly figure: string;
  /** The bound that it is held against. */
  readonly bound: string;
  /** Whether it is within; undefined for a line that is shown for comparison only. */
  readonly holds?: boolean | undefined;
}

/** A bench: some rows, measured in one run. */
export type Bench = () => Promise<readonly Row[]>;
