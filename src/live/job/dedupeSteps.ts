import type { Step } from '../../core/step.js';
import { endpointOf } from './matchSteps.js';
import { isEarlierStatus } from './statusRank.js';

/** The steps of a list, each endpoint once, at its first place: where two differ, what was asked later. */
export function dedupeSteps(steps: readonly Step[]): readonly Step[] {
  const places = new Map<string, number>();
  const once: Step[] = [];
  for (const step of steps) {
    const endpoint = endpointOf(step);
    const place = endpoint === undefined ? undefined : places.get(endpoint);
    if (place === undefined) {
      if (endpoint !== undefined) places.set(endpoint, once.length);
      once.push(step);
    } else if (!isEarlierStatus(step.Status, once[place]?.Status ?? '')) once[place] = step;
  }
  return once;
}
