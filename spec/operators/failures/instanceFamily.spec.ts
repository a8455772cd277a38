import { expect } from 'chai';
import type { InferenceBenchmark } from '../../../src/core/step.js';
import { instanceFamily } from '../../../src/operators/failures/instanceFamily.js';
import { pending, step } from '../../support/steps.js';

describe('instanceFamily', () => {
  const family = (said: Partial<InferenceBenchmark>): string => instanceFamily(step('a', said));
  const on = (InstanceType: string): string =>
    family({ EndpointConfiguration: { EndpointName: 'a', VariantName: 'main', InstanceType } });
  const endpoint = { EndpointName: 'a', VariantName: 'main' };

  it('is the type without its size', () => {
    expect(['ml.c5.large', 'ml.p4d.24xlarge', 'ml.inf2.xlarge'].map(on)).deep.equal([
      'ml.c5',
      'ml.p4d',
      'ml.inf2',
    ]);
  });

  it('is the type itself where that has no size', () => {
    expect(['odd', '', '.odd'].map(on)).deep.equal(['odd', '', '.odd']);
  });

  it('is serverless', () => {
    const ServerlessConfig = { MemorySizeInMB: 2048, MaxConcurrency: 5 };
    expect(family({ EndpointConfiguration: { ...endpoint, ServerlessConfig } })).equal('serverless');
  });

  it('is that of the type which the reason names, where there is no endpoint', () => {
    const FailureReason = "The account-level service limit 'ml.g5.xlarge for endpoint usage' is 0 Instances";
    expect(
      instanceFamily({ ...pending, InferenceBenchmark: { ModelConfiguration: {}, FailureReason } }),
    ).equal('ml.g5');
    expect(family({ EndpointConfiguration: endpoint, FailureReason })).equal('ml.g5');
    expect(family({ FailureReason })).equal('ml.c5');
  });

  it('is unknown where no instance type is named', () => {
    expect(instanceFamily(pending)).equal('unknown');
    expect(family({ EndpointConfiguration: endpoint, FailureReason: 'of html.c5' })).equal('unknown');
  });
});
