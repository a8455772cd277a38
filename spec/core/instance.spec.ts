import { expect } from 'chai';
import { endpointKind, familyOf } from '../../src/core/instance.js';
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

  it('knows the family of an instance type', () => {
    expect(['ml.c5.xlarge', 'ml.trn1n.32xlarge', 'ml.c5', 'odd'].map(familyOf)).deep.equal([
      ...['ml.c5', 'ml.trn1n', 'ml.c5', 'odd'],
    ]);
  });
});
