import type { EndpointInputConfiguration, Job } from '../../core/job.js';

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

function environments({ EnvironmentParameterRanges }: EndpointInputConfiguration): number {
  const ranges = EnvironmentParameterRanges?.['CategoricalParameterRanges'];
  if (!Array.isArray(ranges)) return 1;
  return ranges
    .map((range: { readonly Value?: unknown } | null) => range?.Value)
    .reduce<number>((product, values) => product * (Array.isArray(values) ? values.length : 1), 1);
}
