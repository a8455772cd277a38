import { boundText, flagFigure } from '../flags/boundFlags.js';
import type { BoundCount, ExclusionCount } from './countExclusions.js';

/** A reason in words: `FAILED`, `without CostPerInference`, `beyond --max-latency-ms 50; the nearest has 57`. */
export function exclusionText(count: ExclusionCount): string {
  switch (count.kind) {
    case 'status':
      return `${count.status}, not COMPLETED`;
    case 'metric':
      return `without ${count.metric}`;
    case 'figure':
      return `without ${count.figure} ${count.stat}`;
    case 'price':
      return 'without a price: AWS gives none for recommendations';
    case 'bound':
      return `not within ${boundText(count.bound, count.limit)}${detailsOf(count)}`;
  }
}

/** What more there is to say of a bound: ` (3 not measured; the nearest: 57)`. */
export function detailsOf({ bound, steps, unmeasured, nearest }: BoundCount): string {
  const details = [
    unmeasured === 0 ? '' : unmeasured === steps ? 'not measured' : `${String(unmeasured)} not measured`,
    nearest === undefined ? '' : `the nearest: ${flagFigure(bound, nearest)}`,
  ].filter(text => text !== '');
  return details.length === 0 ? '' : ` (${details.join('; ')})`;
}
