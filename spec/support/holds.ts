import fc from 'fast-check';
import { runs } from './runs.js';

/** Checks that a property holds, on as many runs as `npm test` affords. */
export function holds<T>(property: fc.IProperty<T>): void {
  fc.assert(property, { numRuns: runs(200) });
}
