import type { Step } from '../core/step.js';

/** A part of a configuration; what is absent is left out. */
type Fields = Readonly<Record<string, unknown>>;

const only = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/**
 * A step's configuration as JSON, with the names that CreateModel and CreateEndpointConfig have for it. The
 * name of the model is the reader's to fill in. `instances`: how many times what was tested is needed.
 */
export function configurationOf(step: Step, instances = 1): string {
  const { EndpointConfiguration: endpoint, ModelConfiguration: model } = step.InferenceBenchmark ?? {};
  const parameters = model?.EnvironmentParameters ?? [];
  const environment = Object.fromEntries(parameters.map(({ Key, Value }) => [Key, Value]));
  const variant = only({
    VariantName: 'AllTraffic',
    ModelName: 'YOUR-MODEL',
    InstanceType: endpoint?.InstanceType,
    InitialInstanceCount:
      endpoint?.InstanceType === undefined ? undefined : instances * (endpoint.InitialInstanceCount ?? 1),
    ServerlessConfig: endpoint?.ServerlessConfig,
  });
  const configuration = only({
    ProductionVariants: [variant],
    Environment: parameters.length === 0 ? undefined : environment,
    InferenceSpecificationName: model?.InferenceSpecificationName,
    CompilationJobName: model?.CompilationJobName,
  });
  return JSON.stringify(configuration, null, 2);
}
