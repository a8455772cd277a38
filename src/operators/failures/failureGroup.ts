import type { Step } from '../../core/step.js';
import type { FailureCause } from './failureCause.js';

/** Failed steps with one reason, on one family of instances. */
export interface FailureGroup {
  readonly kind: FailureCause;
  /**
   * The FailureReason, with placeholders such as `<instance>`, `<endpoint>` and `<n>` for the parts that vary
   * from step to step. Absent where AWS gave none.
   */
  readonly reason?: string;
  /** `ml.c5`, `serverless`, or `unknown`. */
  readonly family: string;
  /** Number of steps. */
  readonly count: number;
  /** Advice on the cause; absent where the kind is unknown. */
  readonly hint?: string;
  /** The steps, in the order in which they failed; the same references as in the source. */
  readonly steps: readonly Step[];
}
