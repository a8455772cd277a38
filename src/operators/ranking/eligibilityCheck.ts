import type { Status } from '../../core/status.js';
import type { Step } from '../../core/step.js';
import type { BoundCheck } from './boundCheck.js';
import type { BoundFault } from './bounds.js';
import type { Metric } from './metric.js';
import type { Missing, MissingFigure, MissingPrice } from './missing.js';
import type { ReadOrder } from './readOrder.js';

/** A reason for which a step is excluded from a ranking. */
export type ExclusionReason =
  /** The step is not COMPLETED. */
  | { readonly kind: 'status'; readonly status: Status }
  /** The step lacks a metric that the order needs. */
  | { readonly kind: 'metric'; readonly metric: Metric }
  /** The recommendation lacks a figure that the order needs, by this statistic. */
  | MissingFigure
  /** The recommendation has no price: give `pricePerHour`. */
  | MissingPrice
  /** The step is beyond a bound, or, where `actual` is undefined, the bound can't be checked. */
  | ({ readonly kind: 'bound' } & BoundFault);

/** A step that is excluded from a ranking, and every reason for that. */
export interface ExcludedStep {
  readonly step: Step;
  readonly reasons: readonly ExclusionReason[];
}

/** Returns the reasons for which a step is excluded; undefined for an eligible one. */
export type EligibilityCheck = (step: Step) => ExcludedStep | undefined;

/**
 * Makes a check of status, of what the order needs and of bounds. The status is the only reason given for a
 * step that is not COMPLETED, as such a step has seldom measured anything.
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
    const lacking = missing(step);
    const bounds = faults(step);
    if (lacking.length === 0 && bounds.length === 0) return undefined;
    return {
      step,
      reasons: [...lacking.map(reasonOf), ...bounds.map(fault => ({ kind: 'bound', ...fault }) as const)],
    };
  };
}

const reasonOf = (missing: Missing): ExclusionReason =>
  typeof missing === 'string' ? { kind: 'metric', metric: missing } : missing;
