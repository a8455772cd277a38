import type { Comparison } from './comparison.js';

/** Returns the reason why bounds could be checked against no configuration, as a sentence. */
export function nothingCompared({ rows, added, missing }: Comparison, uncompared: readonly string[]): string {
  if (rows.length > 0) {
    return `Nothing to compare by ${uncompared.join(' and ')}: no configuration has it on both sides.`;
  }
  const [now, before] = [String(added.length), String(missing.length)];
  return missing.length === 0
    ? `Nothing to compare: the baseline has nothing that was measured, the job ${now}.`
    : `Nothing to compare: ${now} completed only in the job, ${before} only in the baseline.`;
}
