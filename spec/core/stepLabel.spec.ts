import { expect } from 'chai';
import { environmentLabel, stepLabel, endpointLabel } from '../../src/core/stepLabel.js';
import type { EndpointConfiguration, Step } from '../../src/core/step.js';
import { pending, step } from '../support/steps.js';

describe('stepLabel', () => {
  const on = (endpoint: Partial<EndpointConfiguration>, environment: readonly string[] = []): Step =>
    step('', {
      EndpointConfiguration: { EndpointName: 'e', VariantName: 'v', ...endpoint },
      ModelConfiguration: {
        EnvironmentParameters: environment.map(Key => ({ Key, ValueType: 'String', Value: '1' })),
      },
    });
  const ServerlessConfig = { MemorySizeInMB: 2048, MaxConcurrency: 10 };

  it('is the label of its endpoint', () => {
    const places: readonly (readonly [Step, string])[] = [
      [on({ InstanceType: 'ml.c5.large' }), 'ml.c5.large'],
      [on({ InstanceType: 'ml.c5.large', InitialInstanceCount: 1 }), 'ml.c5.large'],
      [on({ InstanceType: 'ml.g5.xlarge', InitialInstanceCount: 2 }), '2 x ml.g5.xlarge'],
      [on({ ServerlessConfig }), 'serverless 2048 MB x 10'],
      [on({}), 'no endpoint'],
      [pending, 'no endpoint'],
    ];
    for (const [one, place] of places)
      expect([endpointLabel(one), stepLabel(one)]).deep.equal([place, place]);
  });

  it('has the instance type that the reason names, where a test failed before it had an endpoint', () => {
    const failedFor = (FailureReason: string): Step => ({
      ...pending,
      InferenceBenchmark: { ModelConfiguration: {}, FailureReason },
    });
    expect(endpointLabel(failedFor('CapacityError: no ml.p4d.24xlarge. Try again.'))).equal(
      'ml.p4d.24xlarge',
    );
    expect(endpointLabel(failedFor('Access denied'))).equal('no endpoint');
    expect(endpointLabel(step('e', { FailureReason: 'not enough for ml.p4d.24xlarge' }))).equal(
      'ml.c5.large',
    );
  });

  it('says that the model was compiled', () => {
    const compiled = (InitialInstanceCount: number): Step => {
      const one = on({ InstanceType: 'ml.c5.large', InitialInstanceCount }, ['A']);
      const ModelConfiguration = { ...one.InferenceBenchmark!.ModelConfiguration, CompilationJobName: 'c' };
      return { ...one, InferenceBenchmark: { ...one.InferenceBenchmark!, ModelConfiguration } };
    };
    expect(endpointLabel(compiled(1))).equal('ml.c5.large compiled');
    expect(stepLabel(compiled(3))).equal('3 x ml.c5.large compiled with A=1');
  });

  it('has the environment, in its order', () => {
    const one = on({ InstanceType: 'ml.c5.large' }, ['B', 'A']);
    expect(environmentLabel(one)).equal('B=1 A=1');
    expect(stepLabel(one)).equal('ml.c5.large with B=1 A=1');
    expect(environmentLabel(pending)).equal('');
  });
});
