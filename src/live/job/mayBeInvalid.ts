import type { Step } from '../../core/step.js';
import type { KnownStep } from './matchSteps.js';

/**
 * Makes a check whether a known step that isn't listed may be one of the invalid ones, which can't be
 * decoded. An invalid step is recognised by its endpoint, where that can be read. An endpoint that isn't
 * known may belong to any known step that had none before.
 */
export function mayBeInvalid(
  invalid: readonly unknown[],
  known: Iterable<KnownStep>,
): (step: KnownStep) => boolean {
  const endpoints = new Set(invalid.map(endpointOfInvalid));
  const unknown = new Set(endpoints);
  for (const { endpoint } of known) if (endpoint !== undefined) unknown.delete(endpoint);
  return ({ endpoint }) =>
    endpoint === undefined ? unknown.size > 0 : endpoints.has(endpoint) || endpoints.has(undefined);
}

function endpointOfInvalid(item: unknown): string | undefined {
  const step = item as Partial<Record<'InferenceBenchmark', Partial<Step['InferenceBenchmark']>>> | null;
  const name: unknown = step?.InferenceBenchmark?.EndpointConfiguration?.EndpointName;
  return typeof name === 'string' ? name : undefined;
}
