/** Options of a list under one heading; without a heading they stand by themselves. */
export interface OptionGroup {
  readonly label?: string | undefined;
  readonly options: readonly (readonly [value: string, text: string])[];
  /** Text below the options that can't be chosen. */
  readonly note?: string | undefined;
}
