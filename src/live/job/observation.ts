/** What one answer about a job has shown. */
export interface Observation {
  readonly changed: boolean;
  /** Whether it showed something that only the next answer can confirm, so that another poll is due soon. */
  readonly unconfirmed: boolean;
}

export const NOTHING_NEW: Observation = { changed: false, unconfirmed: false };
export const UNCONFIRMED: Observation = { changed: false, unconfirmed: true };

/** What two answers have shown together. */
export const bothOf = (a: Observation, b: Observation): Observation => ({
  changed: a.changed || b.changed,
  unconfirmed: a.unconfirmed || b.unconfirmed,
});
