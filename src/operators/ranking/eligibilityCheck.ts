import type { Status } from '../../core/status.js';
import type { Step } from '../../core/step.js';
import type { BoundCheck } from './boundCheck.js';
import type { BoundFault } from './bounds.js';
import type { Metric } from './metric.js';
import type { ReadOrder } from './readOrder.js';

/** Why a step is left out of a ranking. */
export type ExclusionReason =
  /** It is not COMPLETED. */
  | { readonly kind: 'status'; readonly status: Status }
  /** The order needs a metric that it lacks. */
  | { readonly kind: 'metric'; readonly metric: Metric }
  /** It is beyond a bound, or, where `actual` is undefined, the bound can't be checked. */
  | ({ readonly kind: 'bound' } & BoundFault);

/** A step that is left out, and every reason for it. */
export interface ExcludedStep {
  readonly step: Step;
  readonly reasons: readonly ExclusionReason[];
}

/** Says why a step is left out; undefined for one that is ranked. */
export type EligibilityCheck = (step: Step) => ExcludedStep | undefined;

/**
 * Judges steps by status, by the order's metrics and by bounds. Of a step that is not COMPLETED nothing
 * else is told, as it has seldom measured anything.
 */
export function eligibilityCheck(
  { missing }: ReadOrder,
  faults: BoundCheck['faults'],
  provisional: boolean,
): EligibilityCheck {
  return step => {
    if (!provisional && step.Status !== 'COMPLETED') {
      return { step, reasons: [{ kind: 'status', status: step.Status }] };
    }
    const metrics = missing(step);
    const bounds = faults(step);
    if (metrics.length === 0 && bounds.length === 0) return undefined;
    return {
      step,
      reasons: [
        ...metrics.map(metric => ({ kind: 'metric', metric }) as const),
        ...bounds.map(fault => ({ kind: 'bound', ...fault }) as const),
      ],
    };
  };
}
