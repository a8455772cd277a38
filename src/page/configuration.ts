import { isCompiled } from '../core/compiled.js';
import { instanceCount } from '../core/instance.js';
import type { Step } from '../core/step.js';
import { jsonText } from '../words/jsonText.js';
import type { MonthlyCost } from '../operators/monthlyCostAt.js';

/** A part of a configuration; what is absent is left out. */
type Fields = Readonly<Record<string, unknown>>;

const only = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** The registered model of a recommendation, else its image; and the copies of it on each instance, where they are several. */
function recommendedModel({ AIRecommendation }: Step): Fields {
  const { ModelPackageArn } = AIRecommendation?.ModelDetails ?? {};
  const { ImageUri, CopyCountPerInstance } = AIRecommendation?.DeploymentConfiguration ?? {};
  return {
    ModelPackageName: ModelPackageArn,
    Image: ModelPackageArn === undefined ? ImageUri : undefined,
    CopyCountPerInstance,
  };
}

/**
 * A step's configuration as JSON, with the names that CreateModel and CreateEndpointConfig have for it. The
 * name of the model is the reader's to fill in. With `need` it has the instances or the concurrency that the traffic
 * needs, otherwise those of the test.
 */
export function configurationOf(step: Step, need?: MonthlyCost): string {
  const { EndpointConfiguration: endpoint, ModelConfiguration: model } = step.InferenceBenchmark ?? {};
  const parameters = model?.EnvironmentParameters ?? [];
  const environment = Object.fromEntries(parameters.map(({ Key, Value }) => [Key, Value]));
  const variant = only({
    VariantName: 'AllTraffic',
    ModelName: isCompiled(step) ? 'YOUR-COMPILED-MODEL' : 'YOUR-MODEL',
    InstanceType: endpoint?.InstanceType,
    InitialInstanceCount:
      endpoint?.InstanceType === undefined ? undefined : (need?.instances ?? instanceCount(step)),
    ServerlessConfig: endpoint?.ServerlessConfig && {
      ...endpoint.ServerlessConfig,
      ...(need?.serverless && { MaxConcurrency: need.serverless.concurrencyPerEndpoint }),
    },
  });
  const configuration = only({
    ProductionVariants: [variant],
    Environment: parameters.length === 0 ? undefined : environment,
    InferenceSpecificationName: model?.InferenceSpecificationName,
    CompilationJobName: model?.CompilationJobName,
    ...recommendedModel(step),
  });
  return jsonText(configuration, 2);
}
