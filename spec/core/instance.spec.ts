import { expect } from 'chai';
import { endpointKind, familyOf, instanceCount } from '../../src/core/instance.js';
import { pending, step } from '../support/steps.js';

describe('instance', () => {
  it('knows what kind of endpoint a step has', () => {
    const EndpointConfiguration = { EndpointName: 'a', VariantName: 'main' };
    const ServerlessConfig = { MemorySizeInMB: 1024, MaxConcurrency: 1 };
    expect(endpointKind(step('a'))).equal('realtime');
    expect(
      endpointKind(step('a', { EndpointConfiguration: { ...EndpointConfiguration, ServerlessConfig } })),
    ).equal('serverless');
    expect(endpointKind(step('a', { EndpointConfiguration }))).undefined;
    expect(endpointKind(pending)).undefined;
  });

  it('counts one instance where the number is absent or no count', () => {
    const on = (InitialInstanceCount?: number): number =>
      instanceCount(
        step('a', {
          EndpointConfiguration: {
            ...{ EndpointName: 'a', VariantName: 'main', InstanceType: 'ml.c5.large' },
            ...(InitialInstanceCount !== undefined && { InitialInstanceCount }),
          },
        }),
      );
    expect([undefined, 1, 3].map(on)).deep.equal([1, 1, 3]);
    expect([0, -2, 2.5, NaN, Infinity].map(on)).deep.equal([1, 1, 1, 1, 1]);
  });

  it('knows the family of an instance type', () => {
    expect(['ml.c5.xlarge', 'ml.trn1n.32xlarge', 'ml.c5', 'odd'].map(familyOf)).deep.equal([
      ...['ml.c5', 'ml.trn1n', 'ml.c5', 'odd'],
    ]);
  });
});
