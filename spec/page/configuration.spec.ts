import { expect } from 'chai';
import type { EndpointConfiguration } from '../../src/core/step.js';
import { configurationOf } from '../../src/page/configuration.js';
import { pending, step } from '../support/steps.js';

const at = (endpoint: Partial<EndpointConfiguration>, instances?: number): unknown =>
  JSON.parse(
    configurationOf(
      step('e', {
        EndpointConfiguration: { EndpointName: 'e', VariantName: 'v', ...endpoint },
        ModelConfiguration: {
          EnvironmentParameters: [{ Key: 'N', ValueType: 'String', Value: '4' }],
          InferenceSpecificationName: 'spec',
        },
      }),
      instances,
    ),
  );
const variant = { VariantName: 'AllTraffic', ModelName: 'YOUR-MODEL' };
const rest = { Environment: { N: '4' }, InferenceSpecificationName: 'spec' };

describe('the configuration that the page copies', () => {
  it('has as many instances as are needed, of an endpoint as it was tested', () => {
    const InstanceType = 'ml.c5.large';
    for (const [tested, times, needed] of [
      [undefined, undefined, 1],
      [1, 3, 3],
      [2, 3, 6],
    ] as const)
      expect(at({ InstanceType, ...(tested && { InitialInstanceCount: tested }) }, times)).deep.equal({
        ProductionVariants: [{ ...variant, InstanceType, InitialInstanceCount: needed }],
        ...rest,
      });
  });

  it('has the size of a serverless endpoint, and no instances', () => {
    const ServerlessConfig = { MemorySizeInMB: 2048, MaxConcurrency: 10 };
    expect(at({ ServerlessConfig }, 3)).deep.equal({
      ProductionVariants: [{ ...variant, ServerlessConfig }],
      ...rest,
    });
  });

  it('leaves out what is not there', () => {
    expect(JSON.parse(configurationOf(pending))).deep.equal({ ProductionVariants: [variant] });
  });
});
