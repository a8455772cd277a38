/** A setting, and what has set it. */
export interface Setting {
  readonly value: string;
  /** A flag, a variable, or a profile. */
  readonly from: string;
}
