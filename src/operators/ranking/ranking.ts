import type { Step } from '../../core/step.js';
import type { ExcludedStep } from './eligibilityCheck.js';

/** A ranking at one moment. */
export interface Ranking {
  /** The best first. */
  readonly ranked: readonly Step[];
  /** The steps that can't be ranked, in the order in which they came, and why. */
  readonly excluded: readonly ExcludedStep[];
}
