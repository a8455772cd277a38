import type { Step } from '../../core/step.js';
import type { FailureCause } from './failureCause.js';

/** Failed steps with one reason, on one family of instances. */
export interface FailureGroup {
  readonly kind: FailureCause;
  /**
   * The FailureReason, without what varies from step to step: `<instance>`, `<endpoint>`, `<n>` and the
   * like stand in its place. Absent where AWS gave none.
   */
  readonly reason?: string;
  /** `ml.c5`, `serverless`, or `unknown`. */
  readonly family: string;
  /** How many steps there are. */
  readonly count: number;
  /** What to do about it; absent where the kind is unknown. */
  readonly hint?: string;
  /** The steps, in the order in which they failed; the same references as in the source. */
  readonly steps: readonly Step[];
}
