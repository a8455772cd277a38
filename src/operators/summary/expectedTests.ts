import type { Job } from '../../core/job.js';
import type { EndpointInputConfiguration, JobInput } from '../../core/jobInput.js';

/** Bounds of the number of steps that a job will have. */
export interface ExpectedTests {
  readonly least: number;
  readonly most: number;
}

/**
 * Returns how many steps a job will have, as far as its input determines it: one for each configuration and
 * combination of its environment, and one for each existing endpoint. Where the job may test models compiled by
 * SageMaker Neo beside the plain ones, `most` has each configuration twice. The job's limit bounds both, as it is
 * that of all load tests. Undefined where the service chooses the configurations and there is no limit.
 */
export function expectedTests({ InputConfig }: Partial<Pick<Job, 'InputConfig'>>): ExpectedTests | undefined {
  const { EndpointConfigurations = [], ResourceLimit, Endpoints = [] } = InputConfig ?? {};
  const limit = ResourceLimit?.MaxNumberOfTests ?? Infinity;
  const chosen = EndpointConfigurations.reduce((sum, one) => sum + environments(one), 0);
  const upTo = (tests: number): number => Math.min(limit, tests > 0 ? tests : Infinity) + Endpoints.length;
  const [least, most] = [upTo(chosen), upTo(mayCompile(InputConfig) ? 2 * chosen : chosen)];
  return least < Infinity ? { least, most } : undefined;
}

/**
 * Whether a job may compile its model with SageMaker Neo, which it does unasked for models that Neo supports. Neo
 * needs the shape of the input: DataInputConfig of the job's ContainerConfig, or of the model package, which
 * a description doesn't show. Source: developer guide, "Compiled recommendations with Neo".
 */
function mayCompile({ ModelPackageVersionArn, ContainerConfig }: JobInput = {}): boolean {
  return ModelPackageVersionArn !== undefined || Boolean(ContainerConfig?.DataInputConfig);
}

function environments({ EnvironmentParameterRanges: ranges }: EndpointInputConfiguration): number {
  return (ranges?.CategoricalParameterRanges ?? []).reduce((product, { Value }) => product * Value.length, 1);
}
