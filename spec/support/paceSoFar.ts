import type { Summary } from '../../src/operators/summary/summary.js';

/** The time to go at the pace so far, the estimate to compare with: the elapsed time of each ended test, times those left. */
export function paceSoFarMs({ done, total = NaN, maxTotal = total, elapsedMs }: Summary): number | undefined {
  if (maxTotal === done) return 0;
  if (!(total > done) || done === 0 || elapsedMs === undefined) return undefined;
  return (elapsedMs / done) * (total - done);
}
