import { expect } from 'chai';
import type { EndpointConfiguration } from '../../src/core/step.js';
import { monthlyCostAt, type MonthlyCost } from '../../src/operators/monthlyCostAt.js';
import { configurationOf } from '../../src/page/configuration.js';
import { pending, priced, step } from '../support/steps.js';

const at = (endpoint: Partial<EndpointConfiguration>, need?: Partial<MonthlyCost>): unknown =>
  JSON.parse(
    configurationOf(
      step('e', {
        EndpointConfiguration: { EndpointName: 'e', VariantName: 'v', ...endpoint },
        ModelConfiguration: {
          EnvironmentParameters: [{ Key: 'N', ValueType: 'String', Value: '4' }],
          InferenceSpecificationName: 'spec',
        },
      }),
      need && { instances: 1, costPerMonth: 1, spareInvocationsPerMinute: 1, ...need },
    ),
  );
const variant = { VariantName: 'AllTraffic', ModelName: 'YOUR-MODEL' };
const rest = { Environment: { N: '4' }, InferenceSpecificationName: 'spec' };

describe('the configuration that the page copies', () => {
  it('has as many instances as are needed, and without traffic as many as were tested', () => {
    const InstanceType = 'ml.c5.large';
    for (const [tested, needed, instances] of [
      [undefined, undefined, 1],
      [2, undefined, 2],
      [1, 3, 3],
      [3, 4, 4],
      [3, 1, 1],
    ] as const) {
      const endpoint = { InstanceType, ...(tested && { InitialInstanceCount: tested }) };
      expect(at(endpoint, needed && { instances: needed })).deep.equal({
        ProductionVariants: [{ ...variant, InstanceType, InitialInstanceCount: instances }],
        ...rest,
      });
    }
  });

  it('has the size of a serverless endpoint, and no instances', () => {
    const ServerlessConfig = { MemorySizeInMB: 2048, MaxConcurrency: 10 };
    expect(at({ ServerlessConfig })).deep.equal({
      ProductionVariants: [{ ...variant, ServerlessConfig }],
      ...rest,
    });
  });

  it('has the concurrency that is needed, of one endpoint of several above the limit of the service', () => {
    const ServerlessConfig = { MemorySizeInMB: 2048, MaxConcurrency: 10 };
    const concurrencyAt = (requestsPerMinute: number): unknown => {
      const one = priced(
        'e',
        { MaxInvocations: 100, CostPerInference: 1e-6 },
        { EndpointConfiguration: { EndpointName: 'e', VariantName: 'v', ServerlessConfig } },
      );
      return at({ ServerlessConfig }, monthlyCostAt({ requestsPerMinute }).of(one));
    };
    for (const [rpm, MaxConcurrency] of [
      [50, 10],
      [300, 30],
      [6_400, 160],
    ] as const)
      expect(concurrencyAt(rpm)).deep.equal({
        ProductionVariants: [{ ...variant, ServerlessConfig: { ...ServerlessConfig, MaxConcurrency } }],
        ...rest,
      });
  });

  it('asks for a compiled model where one was tested', () => {
    const compiled = step('e', { ModelConfiguration: { CompilationJobName: 'c' } });
    expect(JSON.parse(configurationOf(compiled))).deep.equal({
      ProductionVariants: [
        {
          ...variant,
          ModelName: 'YOUR-COMPILED-MODEL',
          InstanceType: 'ml.c5.large',
          InitialInstanceCount: 1,
        },
      ],
      CompilationJobName: 'c',
    });
  });

  it('leaves out what is not there', () => {
    expect(JSON.parse(configurationOf(pending))).deep.equal({ ProductionVariants: [variant] });
  });
});
