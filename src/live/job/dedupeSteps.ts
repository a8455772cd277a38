import type { Step } from '../../core/step.js';
import { endpointOf } from './matchSteps.js';
import { isEarlierStatus } from './statusRank.js';

/**
 * Removes the duplicates of a list that moved between two pages: one step for each endpoint, at its first
 * index, with the later of two statuses. Steps without an endpoint all stay.
 */
export function dedupeSteps(steps: readonly Step[]): readonly Step[] {
  const indices = new Map<string, number>();
  const once: Step[] = [];
  for (const step of steps) {
    const endpoint = endpointOf(step);
    const index = endpoint === undefined ? undefined : indices.get(endpoint);
    if (index === undefined) {
      if (endpoint !== undefined) indices.set(endpoint, once.length);
      once.push(step);
    } else if (!isEarlierStatus(step.Status, once[index]?.Status ?? '')) once[index] = step;
  }
  return once;
}
