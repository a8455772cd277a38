/** The pick in words. */
export interface PickWords {
  /** What is chosen by: `Cheapest per inference`. */
  readonly by: string;
  /** Figures, each with its name, as they are shown below the pick. */
  readonly figures: readonly (readonly [name: string, text: string])[];
}
