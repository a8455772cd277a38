import type { Step } from '../core/step.js';
import type { Known } from './matchSteps.js';

/** Whether a step that isn't listed may be one of the bad ones. */
export function hiddenBy(bad: readonly unknown[]): (entry: Known) => boolean {
  const names = bad.map(nameOfBad);
  const nameless = names.includes(undefined);
  return ({ endpoint }) => nameless || (endpoint !== undefined && names.includes(endpoint));
}

function nameOfBad(item: unknown): string | undefined {
  const step = item as Partial<Record<'InferenceBenchmark', Partial<Step['InferenceBenchmark']>>> | null;
  const name: unknown = step?.InferenceBenchmark?.EndpointConfiguration?.EndpointName;
  return typeof name === 'string' ? name : undefined;
}
