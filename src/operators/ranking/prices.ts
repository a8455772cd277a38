import { positive, show } from '../../core/check.js';
import { InvalidInputError } from '../../core/errors.js';
import { instanceCount } from '../../core/instance.js';
import type { Step } from '../../core/step.js';
import type { MissingPrice } from './missing.js';

/**
 * Returns what one instance of this type costs, in US dollars an hour; undefined where you don't know. AWS gives no
 * prices for recommendations.
 */
export type PricePerHour = (instanceType: string) => number | undefined;

/** The prices of instances. */
export interface PriceOptions {
  /**
   * Returns what one instance of a type costs, in US dollars an hour: AWS gives no price for recommendations. It doesn't
   * change the costs of load tests, which have their own. Default: no recommendation has a price.
   */
  readonly pricePerHour?: PricePerHour | undefined;
}

/** Returns what all instances of a recommendation cost together, in US dollars an hour; undefined without a price. */
export function hourlyPrice(step: Step, pricePerHour: PricePerHour | undefined): number | undefined {
  const type = step.InferenceBenchmark?.EndpointConfiguration?.InstanceType;
  const price = type === undefined ? undefined : pricePerHour?.(type);
  if (price === undefined) return undefined;
  if (positive.holds(price)) return price * instanceCount(step);
  throw new InvalidInputError(
    'pricePerHour',
    `must return US dollars an hour, a finite number above 0, or undefined; got ${show(price)} for '${type ?? ''}'`,
  );
}

/** The reason for which a recommendation without a price is excluded. */
export function missingPrice(step: Step): MissingPrice {
  const type = step.InferenceBenchmark?.EndpointConfiguration?.InstanceType;
  return { kind: 'price', ...(type !== undefined && { instanceType: type }) };
}
