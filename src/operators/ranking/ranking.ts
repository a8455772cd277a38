import type { Step } from '../../core/step.js';
import type { ExcludedStep } from './eligibilityCheck.js';

/** A ranking at one moment. */
export interface Ranking {
  /** The eligible steps, the best first. */
  readonly ranked: readonly Step[];
  /** The steps that can't be ranked, in the order in which they first arrived, each with its reasons. */
  readonly excluded: readonly ExcludedStep[];
}
