import type { Metrics } from '../core/step.js';
import type { Comparison } from './comparison.js';

/** Why bounds could be held against nothing, in one sentence. */
export function nothingCompared(
  { rows, added, missing }: Comparison,
  uncompared: readonly (keyof Metrics)[],
): string {
  if (rows.length > 0) {
    return `Nothing could be compared by ${uncompared.join(' and ')}: no configuration has it on both sides.`;
  }
  return (
    'Nothing could be compared: no configuration has something to be compared with ' +
    `(completed now alone: ${String(added.length)}, in the baseline alone: ${String(missing.length)}).`
  );
}
