import { expect } from 'chai';
import type { EndpointInputConfiguration, JobInput } from '../../../src/core/jobInput.js';
import { expectedTests } from '../../../src/operators/summary/expectedTests.js';

describe('expectedTests', () => {
  const of = (InputConfig: JobInput): number | undefined => expectedTests({ InputConfig });
  const ranges = (...values: readonly (readonly string[])[]): EndpointInputConfiguration => ({
    InstanceType: 'ml.c5.large',
    EnvironmentParameterRanges: {
      CategoricalParameterRanges: values.map((Value, i) => ({ Name: String(i), Value })),
    },
  });

  it('counts configurations and the combinations of their environments', () => {
    expect(
      of({ EndpointConfigurations: [{ InstanceType: 'ml.c5.large' }, { InstanceType: 'ml.g5.xlarge' }] }),
    ).equal(2);
    expect(of({ EndpointConfigurations: [ranges(['1', '2'], ['a', 'b', 'c']), ranges()] })).equal(7);
  });

  it('keeps to the limit of the job, and adds existing endpoints', () => {
    const EndpointConfigurations = [ranges(['1', '2'], ['a', 'b', 'c'])];
    const Endpoints = [{ EndpointName: 'one' }];
    expect(of({ EndpointConfigurations, ResourceLimit: { MaxNumberOfTests: 4 } })).equal(4);
    expect(of({ EndpointConfigurations, ResourceLimit: { MaxNumberOfTests: 9 }, Endpoints })).equal(7);
    expect(of({ ResourceLimit: { MaxNumberOfTests: 9 } })).equal(9);
  });

  it('is undefined where the input does not determine it', () => {
    expect(of({})).undefined;
    expect(of({ Endpoints: [{ EndpointName: 'one' }], ResourceLimit: { MaxParallelOfTests: 2 } })).undefined;
    expect(expectedTests({})).undefined;
  });
});
