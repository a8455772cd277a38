import type { Step } from '../../core/step.js';
import type { Known } from './matchSteps.js';

/**
 * Tells whether a step that isn't listed may be one of the bad ones, those that can't be decoded. The
 * endpoint of a bad one is read where that can be done; one that isn't known may be that of a step which
 * had none before.
 */
export function mayBeInvalid(bad: readonly unknown[], known: Iterable<Known>): (entry: Known) => boolean {
  const names = new Set(bad.map(nameOfBad));
  const strangers = new Set(names);
  for (const { endpoint } of known) if (endpoint !== undefined) strangers.delete(endpoint);
  return ({ endpoint }) =>
    endpoint === undefined ? strangers.size > 0 : names.has(endpoint) || names.has(undefined);
}

function nameOfBad(item: unknown): string | undefined {
  const step = item as Partial<Record<'InferenceBenchmark', Partial<Step['InferenceBenchmark']>>> | null;
  const name: unknown = step?.InferenceBenchmark?.EndpointConfiguration?.EndpointName;
  return typeof name === 'string' ? name : undefined;
}
