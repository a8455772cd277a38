import type { Job } from '../../core/job.js';
import type { EndpointInputConfiguration } from '../../core/jobInput.js';

/**
 * Returns the number of steps that a job will have, as far as its input determines it: one for each
 * configuration and combination of its environment, up to its limit, and one for each existing endpoint.
 * Undefined where the service chooses the configurations and there is no limit.
 */
export function expectedTests({ InputConfig }: Partial<Pick<Job, 'InputConfig'>>): number | undefined {
  const { EndpointConfigurations = [], ResourceLimit, Endpoints = [] } = InputConfig ?? {};
  const limit = ResourceLimit?.MaxNumberOfTests ?? Infinity;
  const chosen = EndpointConfigurations.reduce((sum, one) => sum + environments(one), 0);
  const tests = Math.min(limit, chosen > 0 ? chosen : Infinity);
  return tests < Infinity ? tests + Endpoints.length : undefined;
}

function environments({ EnvironmentParameterRanges: ranges }: EndpointInputConfiguration): number {
  return (ranges?.CategoricalParameterRanges ?? []).reduce((product, { Value }) => product * Value.length, 1);
}
