import type { Step } from '../core/step.js';
import type { ExcludedStep } from '../operators/ranking/eligibilityCheck.js';
import type { PlaceOf } from './front.js';

/** The steps under the reader's criteria. */
export interface Chosen {
  /** Those that keep to the criteria, the best first: the first one is the pick. */
  readonly ranked: readonly Step[];
  /** All others, and why. */
  readonly excluded: readonly ExcludedStep[];
  /** Of the ranked, those that no other beats on both figures of the chart; the best upwards first. */
  readonly front: readonly Step[];
  /** Where a step stands on the chart. */
  readonly placeOf: PlaceOf;
}
