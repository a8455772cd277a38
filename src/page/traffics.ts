import { cheapestMonths } from '../operators/traffic/cheapestMonths.js';
import { dollars } from '../words/money.js';
import { grouped } from '../words/numbers.js';
import { shortName, type EnvironmentLetters } from '../words/environments.js';
import type { Choice } from './choice.js';

/** What costs least a month at a traffic, in words. */
export interface TrafficLine {
  readonly requestsPerMinute: number;
  /** `1,000 a minute`. */
  readonly traffic: string;
  readonly name: string;
  /** `$127`. */
  readonly cost: string;
}

/** What wins at a few traffics, where the reader gave none; empty otherwise, and where nothing has a month's cost. */
export function trafficLines(choice: Choice, letters: EnvironmentLetters): readonly TrafficLine[] {
  if (choice.kind !== 'classic' || choice.monthly !== undefined) return [];
  return cheapestMonths(choice).map(({ requestsPerMinute, step, cost }) => ({
    requestsPerMinute,
    traffic: `${grouped(requestsPerMinute)} a minute`,
    name: shortName(step, letters),
    cost: dollars(cost.costPerMonth),
  }));
}
